import type { HomeAction } from '@latchkey/protocol'
import type { InEveryLanguage, Language } from '../pages/language.ts'

export interface BuiltInScope {
  /** In English words that a homeowner understands; `scopeTitle` knows the other languages. */
  readonly title: string
  readonly titleIn: Omit<InEveryLanguage<string>, 'en'>
  /** What it lets a client do in a home; nothing for those that speak of the person. */
  readonly actions: readonly HomeAction[]
}

/** The scopes that need no declaration. Their titles go on from "the app will be able to". */
export const builtInScopes: Readonly<Record<string, BuiltInScope>> = {
  'structures:read': {
    title: 'See your homes and whether somebody is in',
    titleIn: {
      de: 'Ihre Häuser und Wohnungen sehen und ob jemand da ist',
      sv: 'Se dina hem och om någon är hemma',
      es: 'Ver sus hogares y si hay alguien en casa',
      fr: 'Voir vos maisons et s’il y a quelqu’un',
    },
    actions: ['read'],
  },
  'structures:write': {
    title: 'Change your homes: their names, home or away',
    titleIn: {
      de: 'Ihre Häuser und Wohnungen ändern: Namen, anwesend oder abwesend',
      sv: 'Ändra dina hem: namn, hemma eller borta',
      es: 'Cambiar sus hogares: nombres, en casa o fuera',
      fr: 'Modifier vos maisons : noms, présence ou absence',
    },
    actions: ['read', 'control', 'away'],
  },
  'devices:read': {
    title: 'See your devices and what they measure',
    titleIn: {
      de: 'Ihre Geräte sehen und was sie messen',
      sv: 'Se dina enheter och vad de mäter',
      es: 'Ver sus dispositivos y lo que miden',
      fr: 'Voir vos appareils et ce qu’ils mesurent',
    },
    actions: ['read', 'camera'],
  },
  'devices:write': {
    title: 'Control your devices: temperatures, modes, names',
    titleIn: {
      de: 'Ihre Geräte steuern: Temperaturen, Betriebsarten, Namen',
      sv: 'Styra dina enheter: temperaturer, lägen, namn',
      es: 'Controlar sus dispositivos: temperaturas, modos, nombres',
      fr: 'Contrôler vos appareils : températures, modes, noms',
    },
    actions: ['read', 'control', 'camera', 'unlock'],
  },
  READSYSTEM: {
    title: 'See your heating system and what it measures',
    titleIn: {
      de: 'Ihre Heizungsanlage sehen und was sie misst',
      sv: 'Se ditt värmesystem och vad det mäter',
      es: 'Ver su sistema de calefacción y lo que mide',
      fr: 'Voir votre système de chauffage et ce qu’il mesure',
    },
    actions: ['read'],
  },
  WRITESYSTEM: {
    title: 'Control your heating system',
    titleIn: {
      de: 'Ihre Heizungsanlage steuern',
      sv: 'Styra ditt värmesystem',
      es: 'Controlar su sistema de calefacción',
      fr: 'Contrôler votre système de chauffage',
    },
    actions: ['read', 'control', 'away'],
  },
  user: {
    title: 'See and control your homes and devices',
    titleIn: {
      de: 'Ihre Häuser, Wohnungen und Geräte sehen und steuern',
      sv: 'Se och styra dina hem och enheter',
      es: 'Ver y controlar sus hogares y dispositivos',
      fr: 'Voir et contrôler vos maisons et vos appareils',
    },
    actions: ['read', 'control', 'away', 'camera'],
  },
  // The one scope that IFTTT asks for.
  ifttt: {
    title: 'See and control your homes and devices',
    titleIn: {
      de: 'Ihre Häuser, Wohnungen und Geräte sehen und steuern',
      sv: 'Se och styra dina hem och enheter',
      es: 'Ver y controlar sus hogares y dispositivos',
      fr: 'Voir et contrôler vos maisons et vos appareils',
    },
    actions: ['read', 'control', 'away', 'camera', 'unlock'],
  },
  openid: {
    title: 'Know that it is you',
    titleIn: {
      de: 'Erkennen, dass Sie es sind',
      sv: 'Veta att det är du',
      es: 'Saber que es usted',
      fr: 'Savoir que c’est bien vous',
    },
    actions: [],
  },
  profile: {
    title: 'See your name and profile',
    titleIn: {
      de: 'Ihren Namen und Ihr Profil sehen',
      sv: 'Se ditt namn och din profil',
      es: 'Ver su nombre y su perfil',
      fr: 'Voir votre nom et votre profil',
    },
    actions: [],
  },
  email: {
    title: 'See your e-mail address',
    titleIn: {
      de: 'Ihre E-Mail-Adresse sehen',
      sv: 'Se din e-postadress',
      es: 'Ver su dirección de correo electrónico',
      fr: 'Voir votre adresse e-mail',
    },
    actions: [],
  },
  address: {
    title: 'See your postal address',
    titleIn: {
      de: 'Ihre Postanschrift sehen',
      sv: 'Se din postadress',
      es: 'Ver su dirección postal',
      fr: 'Voir votre adresse postale',
    },
    actions: [],
  },
  phone: {
    title: 'See your phone number',
    titleIn: {
      de: 'Ihre Telefonnummer sehen',
      sv: 'Se ditt telefonnummer',
      es: 'Ver su número de teléfono',
      fr: 'Voir votre numéro de téléphone',
    },
    actions: [],
  },
  // OpenID Connect Core §11. It is granted and echoed; refresh tokens come with the grant type, as for every other scope.
  offline_access: {
    title: 'Stay connected while you are away',
    titleIn: {
      de: 'Verbunden bleiben, auch wenn Sie nicht da sind',
      sv: 'Förbli ansluten när du inte är där',
      es: 'Mantener el acceso aunque usted no esté presente',
      fr: 'Garder l’accès en votre absence',
    },
    actions: [],
  },
}

/** The title of a built-in scope in a language; undefined for a scope that is declared, which has one title only. */
export function scopeTitle(name: string, lang: Language): string | undefined {
  const scope = Object.hasOwn(builtInScopes, name) ? builtInScopes[name] : undefined
  return lang === 'en' ? scope?.title : scope?.titleIn[lang]
}

/** Scopes that speak of a person, which a client acting for itself is not. */
export const identityScopes: readonly string[] = [
  'openid',
  'profile',
  'email',
  'address',
  'phone',
  'offline_access',
]
