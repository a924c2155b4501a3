import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';

/** Shown instead of a screen that cannot be drawn. */
export function Broken() {
  const { t } = useTranslation();
  return (
    <main className="p-3">
      <h1 className="m-0 text-name font-semibold">{t('broken.title')}</h1>
      <p role="alert" className="m-0 mt-2 text-body">
        {t('broken.explain')}
      </p>
      <Button kind="primary" className="mt-3" onPress={() => location.reload()}>
        {t('broken.reload')}
      </Button>
    </main>
  );
}
