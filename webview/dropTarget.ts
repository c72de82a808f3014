import { droppedThings, isAttachable, type Brought } from './broughtThings.ts';

/** Lets an element take what is dropped on it; `over` is told when something is held above it, and when it has gone. */
export function takeDrops(element: HTMLElement, { over, drop }: { readonly over: (isOver: boolean) => void; readonly drop: (things: Brought) => void }): void {
  const allow = (event: DragEvent): void => {
    if (event.dataTransfer === null || !isAttachable(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    over(true);
  };
  element.addEventListener('dragenter', allow);
  element.addEventListener('dragover', allow);
  element.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) over(false);
  });
  element.addEventListener('drop', (event) => {
    over(false);
    if (event.dataTransfer === null) return;
    const things = droppedThings(event.dataTransfer);
    if (things.uris.length === 0 && things.files.length === 0) return;
    event.preventDefault();
    drop(things);
  });
}
