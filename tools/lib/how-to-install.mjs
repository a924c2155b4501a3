import { existsSync } from 'node:fs';

const windows = process.platform === 'win32';

/** The commands that install Chromium and a Chinese font on this system, a line each. */
export function howToInstall() {
  if (process.platform === 'darwin') return ['  brew install --cask chromium', '  or: npx @puppeteer/browsers install chrome@stable --path ~/.cache/puppeteer'];
  if (windows) return ['  winget install Hibbiki.Chromium', '  or: npx @puppeteer/browsers install chrome@stable --path %USERPROFILE%\\.cache\\puppeteer'];
  if (existsSync('/etc/debian_version'))
    return ['  sudo apt-get update && sudo apt-get install chromium fonts-noto-cjk', '  (Ubuntu: sudo snap install chromium)'];
  if (existsSync('/etc/fedora-release')) return ['  sudo dnf install chromium google-noto-sans-cjk-fonts'];
  if (existsSync('/etc/arch-release')) return ['  sudo pacman -S chromium noto-fonts-cjk'];
  if (existsSync('/etc/alpine-release')) return ['  apk add chromium font-noto-cjk'];
  return ['  Chromium and a font with Chinese characters (Noto Sans CJK), from your distribution'];
}

/** The same for the PostgreSQL server. */
export function howToInstallPostgres() {
  if (process.platform === 'darwin') return ['  brew install postgresql@17'];
  if (windows) return ['  winget install PostgreSQL.PostgreSQL.17'];
  if (existsSync('/etc/debian_version')) return ['  sudo apt-get update && sudo apt-get install postgresql'];
  if (existsSync('/etc/fedora-release')) return ['  sudo dnf install postgresql-server'];
  if (existsSync('/etc/arch-release')) return ['  sudo pacman -S postgresql'];
  if (existsSync('/etc/alpine-release')) return ['  apk add postgresql17'];
  return ['  the PostgreSQL server, from your distribution'];
}
