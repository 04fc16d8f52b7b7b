import type { InEveryLanguage } from './language.ts'

export interface PagerTexts {
  readonly label: string
  readonly previous: string
  readonly next: string
}

/** The way through a long list. */
export const pagerTexts: InEveryLanguage<PagerTexts> = {
  en: { label: 'Pages of the list', previous: 'Previous', next: 'Next' },
  de: { label: 'Seiten der Liste', previous: 'Zurück', next: 'Weiter' },
  sv: { label: 'Listans sidor', previous: 'Föregående', next: 'Nästa' },
  es: { label: 'Páginas de la lista', previous: 'Anterior', next: 'Siguiente' },
  fr: { label: 'Pages de la liste', previous: 'Précédent', next: 'Suivant' },
}
