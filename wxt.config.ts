import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'wxt';

/** Public half of the key that fixes the extension's id to kgmnchiemjohchdcjliabdgfcgfihahj. */
const KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA7KigCbL4D6UMSN2Oa9rZ2OeOS0nQHNuxKgweQJdgJAiqiRWew3E84nEpQroUgeGd4bYmIeQCL6x8fiZfLR6/hJiYOpYxqWca96YuhIybY/W7hNQRJfDz46/kGbsRB1QE29MP63m8lE0f7ZXgkCT2O+o9BMoeBFV2nimS7FuxWKLsrfD32ymwKNl4BIpB6fG3chfzq5g242Ynvk+Gal8UHIb6DtwHORXYUu7CLO64B0RsGW7chh0soceEyglzIMpCM8QAqDJY9wCiDjkj4Ph1THhoSKkzgpO0pZ1CRjPpcondY7O9rSmx2Cl4Zjoya3hzKCN/i6+xe/ndX5vNCWBFbQIDAQAB';

export default defineConfig({
  imports: false,
  modules: ['@wxt-dev/module-react'],
  manifestVersion: 3,
  vite: () => ({ plugins: [tailwindcss()] }),
  manifest: ({ browser }) => ({
    name: '__MSG_name__',
    description: '__MSG_description__',
    default_locale: 'en',
    permissions: browser === 'firefox' ? ['storage', 'alarms', 'unlimitedStorage'] : ['sidePanel', 'storage', 'alarms', 'unlimitedStorage'],
    action: { default_title: '__MSG_name__' },
    icons: { 16: 'icons/16.png', 32: 'icons/32.png', 48: 'icons/48.png', 128: 'icons/128.png' },
    commands: {
      // Firefox opens its sidebar by a key of its own and gives it the focus.
      [browser === 'firefox' ? '_execute_sidebar_action' : 'focus-panel']: {
        suggested_key: { default: 'Ctrl+Shift+Y', mac: 'Command+Shift+Y' },
        description: '__MSG_commandFocus__',
      },
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: { id: 'callside@callside.example', strict_min_version: '128.0', data_collection_permissions: { required: ['none'] } },
          },
        }
      : { key: KEY, minimum_chrome_version: '120' }),
  }),
});
