import type { Id } from '../../lib/contract/basics.ts';
import type { Place } from '../../lib/contract/place.ts';
import { below } from '../auth.ts';
import type { Tx } from '../store/port.ts';

/**
 * Who may be offered whom has changed without anything that panels have: those of the place, and of the places above and below it, ask again at once. They
 * hear of it by the next number of their own place.
 */
export async function letPanelsAsk(tx: Tx, placeId: Id): Promise<void> {
  const places = new Map((await tx.places.all()).map((place) => [place.id, place]));
  const near = new Set(below(places, placeId));
  for (let id: Id | null = placeId; id !== null; id = places.get(id)?.parentId ?? null) near.add(id);
  for (const id of near) {
    const place: Place | undefined = places.get(id);
    if (place) await tx.places.put(place);
  }
}
