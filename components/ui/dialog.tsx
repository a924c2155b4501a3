import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

type DialogProps = {
  title: string;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  wide?: boolean;
  /** Two columns side by side. */
  huge?: boolean;
  /** Only text to read: it takes the focus, so that the arrow keys scroll it. */
  text?: boolean;
  /** Something is being written in it, which Esc or a click beside it would lose: only its buttons close it. */
  keep?: boolean;
};

/** A sheet over the page: Esc or the cross closes it, focus returns to where it was. Open as long as it is mounted. */
export function Dialog({ title, onClose, children, footer, wide = false, huge = false, text = false, keep = false }: DialogProps) {
  const { t } = useTranslation();
  return (
    <ModalOverlay
      isOpen
      isDismissable={!keep}
      isKeyboardDismissDisabled={keep}
      onOpenChange={(open) => !open && onClose()}
      className="fixed inset-0 z-20 flex items-end justify-center bg-[#0008] sm:items-center"
    >
      <Modal
        className={`flex max-h-[92dvh] w-full flex-col rounded-t-[10px] border border-line bg-surface text-ink sm:rounded-[10px] ${huge ? 'sm:max-w-6xl' : wide ? 'sm:max-w-3xl' : 'sm:max-w-md'}`}
      >
        <AriaDialog className="flex min-h-0 flex-col outline-none">
          <div className="flex items-center justify-between gap-2 border-b border-line px-3 py-2">
            <Heading slot="title" className="m-0 text-body font-bold">
              {title}
            </Heading>
            <Button kind="quiet" aria-label={t('common.close')} onPress={onClose} className="min-w-9 shrink-0 px-1">
              <X size={16} aria-hidden="true" className="shrink-0" />
            </Button>
          </div>
          <div className="min-h-0 overflow-y-auto p-3" {...(text ? { tabIndex: 0 } : {})}>
            {children}
          </div>
          {footer ? <div className="flex flex-wrap justify-end gap-2 border-t border-line p-3">{footer}</div> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
