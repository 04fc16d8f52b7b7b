import type { InEveryLanguage } from '../pages/language.ts'

// Deleting an account. Longer than other files, because it is a table.

export interface DeletionTexts {
  readonly title: string
  readonly short: string
  readonly heading: string
  readonly lead: string
  readonly whatHappens: string
  readonly connections: string
  readonly homes: Readonly<Record<'none' | 'listed', string>>
  readonly email: string
  readonly passedOn: string
  readonly ends: string
  readonly moreApps: (count: number) => string
  readonly audit: string
  readonly download: string
  readonly confirmation: (email: string) => string
  readonly submit: string
  readonly wrongConfirmation: string
  readonly onlyOperator: string
  readonly done: { readonly title: string; readonly text: string; readonly front: string }
}

export const deletionTexts: InEveryLanguage<DeletionTexts> = {
  en: {
    title: 'Delete the account',
    short: 'Your homes and connections go with it. You will be asked before.',
    heading: 'Delete your account?',
    lead: 'Nobody can undo this.',
    whatHappens: 'What will happen',
    connections: 'Every app that you connected loses its access at once.',
    homes: {
      none: 'You have no home here, so none is deleted.',
      listed: 'These homes are deleted with all their devices:',
    },
    email: 'Your name, e-mail and password are deleted, and you are signed out everywhere.',
    passedOn: 'These apps of yours go to another of their developers:',
    ends: 'These apps of yours have no other developer, so they end for everybody who uses them:',
    moreApps: (count) => `The same happens to the rest of your apps (${count}).`,
    audit: 'That the account was deleted, and who changed what before, stays in the log of this server.',
    download: 'Download your data first',
    confirmation: (email) => `Type ${email} to confirm`,
    submit: 'Delete my account',
    wrongConfirmation: 'This is not the e-mail of your account. Nothing was deleted.',
    onlyOperator:
      'You are the only operator of this server. Make somebody else an operator first. Nothing was deleted.',
    done: {
      title: 'Your account is deleted',
      text: 'Your homes, devices and connections are gone, and no app has access any more. Goodbye.',
      front: 'To the front page',
    },
  },
  de: {
    title: 'Konto löschen',
    short: 'Ihr Zuhause und Ihre Verbindungen werden mitgelöscht. Sie werden vorher gefragt.',
    heading: 'Ihr Konto löschen?',
    lead: 'Das kann niemand rückgängig machen.',
    whatHappens: 'Was geschehen wird',
    connections: 'Jede App, die Sie verbunden haben, verliert sofort ihren Zugriff.',
    homes: {
      none: 'Sie haben hier kein Zuhause, also wird keines gelöscht.',
      listed: 'Gelöscht wird mit allen Geräten:',
    },
    email:
      'Ihr Name, Ihre E-Mail-Adresse und Ihr Passwort werden gelöscht, und Sie werden überall abgemeldet.',
    passedOn: 'Diese Ihrer Apps gehen an jemand anderen über, der sie mitentwickelt:',
    ends: 'Diese Ihrer Apps entwickelt außer Ihnen niemand; sie enden für alle, die sie nutzen:',
    moreApps: (count) => `Dasselbe geschieht mit Ihren übrigen Apps (${count}).`,
    audit:
      'Dass das Konto gelöscht wurde und wer vorher was geändert hat, bleibt im Protokoll dieses Servers.',
    download: 'Laden Sie zuerst Ihre Daten herunter',
    confirmation: (email) => `Geben Sie zur Bestätigung ${email} ein`,
    submit: 'Mein Konto löschen',
    wrongConfirmation: 'Das ist nicht die E-Mail-Adresse Ihres Kontos. Es wurde nichts gelöscht.',
    onlyOperator:
      'Nur Sie betreiben diesen Server. Geben Sie diese Rolle zuerst noch jemandem. Es wurde nichts gelöscht.',
    done: {
      title: 'Ihr Konto ist gelöscht',
      text: 'Ihr Zuhause, Ihre Geräte und Verbindungen sind gelöscht, und keine App hat mehr Zugriff. Auf Wiedersehen.',
      front: 'Zur Startseite',
    },
  },
  sv: {
    title: 'Radera kontot',
    short: 'Dina hem och anslutningar raderas också. Du tillfrågas först.',
    heading: 'Radera ditt konto?',
    lead: 'Det kan inte ångras av någon.',
    whatHappens: 'Vad som kommer att hända',
    connections: 'Varje app som du har anslutit förlorar genast sin åtkomst.',
    homes: {
      none: 'Du har inget hem här, så inget raderas.',
      listed: 'De här hemmen raderas med alla sina enheter:',
    },
    email: 'Ditt namn, din e-postadress och ditt lösenord raderas, och du loggas ut överallt.',
    passedOn: 'De här av dina appar går över till en annan av sina utvecklare:',
    ends: 'De här av dina appar har ingen annan utvecklare och upphör för alla som använder dem:',
    moreApps: (count) => `Detsamma händer med resten av dina appar (${count}).`,
    audit: 'Att kontot raderades, och vem som ändrade vad dessförinnan, finns kvar i serverns logg.',
    download: 'Ladda ner dina data först',
    confirmation: (email) => `Skriv ${email} för att bekräfta`,
    submit: 'Radera mitt konto',
    wrongConfirmation: 'Det här är inte ditt kontos e-postadress. Ingenting har raderats.',
    onlyOperator:
      'Du är den enda som driver den här servern. Ge någon annan den rollen först. Ingenting har raderats.',
    done: {
      title: 'Ditt konto är raderat',
      text: 'Dina hem, enheter och anslutningar är borta, och ingen app har åtkomst längre. Hej då.',
      front: 'Till startsidan',
    },
  },
  es: {
    title: 'Eliminar la cuenta',
    short: 'Con ella se eliminan sus hogares y conexiones. Antes se le preguntará.',
    heading: '¿Eliminar su cuenta?',
    lead: 'Nadie podrá deshacerlo.',
    whatHappens: 'Lo que ocurrirá',
    connections: 'Cada aplicación que conectó pierde su acceso de inmediato.',
    homes: {
      none: 'Aquí no tiene ningún hogar, así que no se elimina ninguno.',
      listed: 'Estos hogares se eliminan con todos sus dispositivos:',
    },
    email: 'Su nombre, su correo y su contraseña se eliminan, y su sesión se cierra en todas partes.',
    passedOn: 'Estas aplicaciones suyas pasan a otra de las personas que las desarrollan:',
    ends: 'Nadie más desarrolla estas aplicaciones suyas, que terminan para todos los que las usan:',
    moreApps: (count) => `Lo mismo ocurre con el resto de sus aplicaciones (${count}).`,
    audit: 'Que la cuenta se eliminó, y quién cambió qué antes, queda en el registro de este servidor.',
    download: 'Descargue antes sus datos',
    confirmation: (email) => `Escriba ${email} para confirmar`,
    submit: 'Eliminar mi cuenta',
    wrongConfirmation: 'Este no es el correo de su cuenta. No se ha eliminado nada.',
    onlyOperator:
      'Usted es la única persona que administra este servidor. Dé antes ese papel a otra. No se ha eliminado nada.',
    done: {
      title: 'Su cuenta se ha eliminado',
      text: 'Sus hogares, dispositivos y conexiones ya no existen, y ninguna aplicación tiene acceso. Adiós.',
      front: 'A la página de inicio',
    },
  },
  fr: {
    title: 'Supprimer le compte',
    short: 'Vos maisons et vos connexions disparaissent avec lui. Une confirmation vous est demandée avant.',
    heading: 'Supprimer votre compte ?',
    lead: 'Personne ne pourra revenir en arrière.',
    whatHappens: 'Ce qui va se passer',
    connections: 'Chaque application que vous avez connectée perd son accès aussitôt.',
    homes: {
      none: 'Vous n’avez pas de maison ici, donc aucune n’est supprimée.',
      listed: 'Ces maisons sont supprimées avec tous leurs appareils :',
    },
    email:
      'Votre nom, votre adresse e-mail et votre mot de passe sont supprimés, et vos sessions sont fermées partout.',
    passedOn: 'Celles-ci de vos applications passent à une autre des personnes qui les développent :',
    ends: 'Personne d’autre ne développe celles-ci, qui prennent fin pour tous ceux qui les utilisent :',
    moreApps: (count) => `Il en va de même pour le reste de vos applications (${count}).`,
    audit:
      'Le fait que le compte a été supprimé, et qui a changé quoi auparavant, reste dans le journal de ce serveur.',
    download: 'Téléchargez d’abord vos données',
    confirmation: (email) => `Saisissez ${email} pour confirmer`,
    submit: 'Supprimer mon compte',
    wrongConfirmation: 'Ce n’est pas l’adresse e-mail de votre compte. Rien n’a été supprimé.',
    onlyOperator:
      'Vous seul exploitez ce serveur. Confiez d’abord ce rôle à quelqu’un d’autre. Rien n’a été supprimé.',
    done: {
      title: 'Votre compte est supprimé',
      text: 'Vos maisons, appareils et connexions n’existent plus, et aucune application n’a plus accès. Au revoir.',
      front: 'Vers la page d’accueil',
    },
  },
}
