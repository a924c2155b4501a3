import { render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { expect, it, vi } from 'vitest';
import { Broken } from '../../../components/panel/broken.tsx';
import { ErrorBoundary } from '../../../components/ui/error-boundary.tsx';
import { startI18n } from '../../../lib/i18n/i18n.ts';
import { panelEn } from '../../../lib/i18n/panel.en.ts';
import { panelZh } from '../../../lib/i18n/panel.zh-CN.ts';

it('a screen that cannot be drawn says that nothing is lost, and how to go on', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const Faulty = () => {
    throw new Error('a fault in drawing');
  };
  render(
    <I18nextProvider i18n={await startI18n('en', [{ en: panelEn, 'zh-CN': panelZh }])}>
      <ErrorBoundary fallback={<Broken />}>
        <Faulty />
      </ErrorBoundary>
    </I18nextProvider>,
  );
  expect(screen.getByRole('alert').textContent).toMatch(/everything typed are kept/);
  expect(screen.getByRole('button', { name: 'Load again' })).toBeTruthy();
});
