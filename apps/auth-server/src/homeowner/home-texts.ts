import type { InEveryLanguage } from '../pages/language.ts'

// The homeowner's homes, and what stands on each of their pages. Longer than other files, because it is a table.

export interface HomeTexts {
  readonly title: string
  readonly lead: string
  readonly tabs: Readonly<Record<'homes' | 'apps' | 'account', string>>
  readonly noHome: { readonly title: string; readonly text: string }
  readonly noDevice: string
  readonly timeZone: (name: string) => string
  readonly reachedBy: Readonly<Record<'nobody' | 'one', string>> & {
    readonly several: (count: number) => string
    /** Stands behind the names of some of them. */
    readonly more: (count: number) => string
  }
  readonly connectedApps: string
  readonly allApps: (count: number) => string
  readonly cancel: string
}

export const homeTexts: InEveryLanguage<HomeTexts> = {
  en: {
    title: 'My home',
    lead: 'Your homes, and the apps that may reach them.',
    tabs: { homes: 'Homes', apps: 'Apps', account: 'Account' },
    noHome: {
      title: 'No home yet',
      text: 'A home appears here as soon as its devices are set up with this account.',
    },
    noDevice: 'No device yet.',
    timeZone: (name) => `Time zone: ${name}`,
    reachedBy: {
      nobody: 'No app can reach this home.',
      one: 'One app can reach this home.',
      several: (count) => `${count} apps can reach this home.`,
      more: (count) => `and ${count} more`,
    },
    connectedApps: 'Connected apps',
    allApps: (count) => `All ${count} apps`,
    cancel: 'Cancel',
  },
  de: {
    title: 'Mein Zuhause',
    lead: 'Ihr Zuhause, und die Apps, die darauf zugreifen dürfen.',
    tabs: { homes: 'Zuhause', apps: 'Apps', account: 'Konto' },
    noHome: {
      title: 'Noch kein Zuhause',
      text: 'Ein Zuhause erscheint hier, sobald seine Geräte mit diesem Konto eingerichtet sind.',
    },
    noDevice: 'Noch kein Gerät.',
    timeZone: (name) => `Zeitzone: ${name}`,
    reachedBy: {
      nobody: 'Keine App kann auf dieses Zuhause zugreifen.',
      one: 'Eine App kann auf dieses Zuhause zugreifen.',
      several: (count) => `${count} Apps können auf dieses Zuhause zugreifen.`,
      more: (count) => `und ${count} weitere`,
    },
    connectedApps: 'Verbundene Apps',
    allApps: (count) => `Alle ${count} Apps`,
    cancel: 'Abbrechen',
  },
  sv: {
    title: 'Mitt hem',
    lead: 'Dina hem, och apparna som får nå dem.',
    tabs: { homes: 'Hem', apps: 'Appar', account: 'Konto' },
    noHome: {
      title: 'Inget hem än',
      text: 'Ett hem visas här så snart dess enheter är inställda med det här kontot.',
    },
    noDevice: 'Ingen enhet än.',
    timeZone: (name) => `Tidszon: ${name}`,
    reachedBy: {
      nobody: 'Ingen app kan nå det här hemmet.',
      one: 'En app kan nå det här hemmet.',
      several: (count) => `${count} appar kan nå det här hemmet.`,
      more: (count) => `och ${count} till`,
    },
    connectedApps: 'Anslutna appar',
    allApps: (count) => `Alla ${count} appar`,
    cancel: 'Avbryt',
  },
  es: {
    title: 'Mi casa',
    lead: 'Sus hogares y las aplicaciones que pueden acceder a ellos.',
    tabs: { homes: 'Hogares', apps: 'Aplicaciones', account: 'Cuenta' },
    noHome: {
      title: 'Todavía no hay ningún hogar',
      text: 'Un hogar aparece aquí en cuanto sus dispositivos se configuran con esta cuenta.',
    },
    noDevice: 'Todavía no hay ningún dispositivo.',
    timeZone: (name) => `Zona horaria: ${name}`,
    reachedBy: {
      nobody: 'Ninguna aplicación puede acceder a este hogar.',
      one: 'Una aplicación puede acceder a este hogar.',
      several: (count) => `${count} aplicaciones pueden acceder a este hogar.`,
      more: (count) => `y ${count} más`,
    },
    connectedApps: 'Aplicaciones conectadas',
    allApps: (count) => `Las ${count} aplicaciones`,
    cancel: 'Cancelar',
  },
  fr: {
    title: 'Ma maison',
    lead: 'Vos maisons, et les applications qui peuvent y accéder.',
    tabs: { homes: 'Maisons', apps: 'Applications', account: 'Compte' },
    noHome: {
      title: 'Pas encore de maison',
      text: 'Une maison apparaît ici dès que ses appareils sont configurés avec ce compte.',
    },
    noDevice: 'Pas encore d’appareil.',
    timeZone: (name) => `Fuseau horaire : ${name}`,
    reachedBy: {
      nobody: 'Aucune application ne peut accéder à cette maison.',
      one: 'Une application peut accéder à cette maison.',
      several: (count) => `${count} applications peuvent accéder à cette maison.`,
      more: (count) => `et ${count} de plus`,
    },
    connectedApps: 'Applications connectées',
    allApps: (count) => `Les ${count} applications`,
    cancel: 'Annuler',
  },
}
