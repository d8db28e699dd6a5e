/** The shape of one part of the message catalogue. */

type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> };

/**
 * One part of the catalogue in both languages. A key that one language has and the other lacks does not compile;
 * English is kept literal so that the arguments of every message are typed.
 */
export function catalogue<const T extends object>(part: { en: T; zh: Translated<NoInfer<T>> }) {
  return part;
}
