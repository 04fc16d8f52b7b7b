import type { InEveryLanguage } from './language.ts'

export interface SiteFrameWords {
  readonly skip: string
  readonly main: string
  readonly above: string
  readonly parts: string
  readonly home: string
  readonly console: string
  readonly docs: string
  readonly operator: string
  readonly signIn: string
  readonly signOut: string
}

/** What stands around a page with navigation, in the languages of the homeowner's pages. */
export const siteFrameWords: InEveryLanguage<SiteFrameWords> = {
  en: {
    skip: 'Skip to the content',
    main: 'Main',
    above: 'Pages above',
    parts: 'Parts of this page',
    home: 'My home',
    console: 'Console',
    docs: 'Docs',
    operator: 'Operator',
    signIn: 'Sign in',
    signOut: 'Sign out',
  },
  de: {
    skip: 'Zum Inhalt',
    main: 'Hauptmenü',
    above: 'Übergeordnete Seiten',
    parts: 'Teile dieser Seite',
    home: 'Mein Zuhause',
    console: 'Konsole',
    docs: 'Doku',
    operator: 'Betrieb',
    signIn: 'Anmelden',
    signOut: 'Abmelden',
  },
  sv: {
    skip: 'Till innehållet',
    main: 'Huvudmeny',
    above: 'Sidor ovanför',
    parts: 'Sidans delar',
    home: 'Mitt hem',
    console: 'Konsol',
    docs: 'Dokumentation',
    operator: 'Drift',
    signIn: 'Logga in',
    signOut: 'Logga ut',
  },
  es: {
    skip: 'Ir al contenido',
    main: 'Menú principal',
    above: 'Páginas superiores',
    parts: 'Partes de esta página',
    home: 'Mi casa',
    console: 'Consola',
    docs: 'Documentación',
    operator: 'Operación',
    signIn: 'Iniciar sesión',
    signOut: 'Cerrar sesión',
  },
  fr: {
    skip: 'Aller au contenu',
    main: 'Menu principal',
    above: 'Pages parentes',
    parts: 'Parties de cette page',
    home: 'Ma maison',
    console: 'Console',
    docs: 'Documentation',
    operator: 'Exploitation',
    signIn: 'Se connecter',
    signOut: 'Se déconnecter',
  },
}
