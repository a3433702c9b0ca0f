import type { View } from '../domain/procurement.ts';
import { parsed, type Json } from './rows.ts';

/** A view in which the description is left out where it is the first of `descriptions`, as it nearly always is. */
type StoredView = Omit<View, 'description'> & { readonly description?: string | undefined };

/** The longest text of a procurement stands in its row once: a database of real releases is a tenth smaller so. */
export function storedView(view: View): Json<StoredView> {
  return view.descriptions[0] === view.description
    ? JSON.stringify({ ...view, description: undefined })
    : JSON.stringify(view);
}

export function viewOf(stored: Json<StoredView>): View {
  const view = parsed(stored);
  return { ...view, description: view.description ?? view.descriptions[0] ?? '' };
}
