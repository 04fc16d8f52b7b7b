import { html } from 'hono/html'
import type { Html } from '../pages/html.ts'
import type { InEveryLanguage } from '../pages/language.ts'

export interface LogoutTexts {
  readonly title: string
  readonly heading: string
  readonly appAsks: (app: Html, brand: string) => Html
  readonly signedInAs: (email: Html) => Html
  readonly confirm: string
  readonly cancel: string
  readonly doneTitle: string
  readonly doneHeading: string
  readonly done: (brand: string) => string
  readonly signInAgain: string
  readonly goesOnTo: (app: Html) => Html
  readonly goOn: string
  /** Of what nobody sees, for those who hear pages. */
  readonly frameTitle: string
  readonly refusedTitle: string
  readonly refusedHeading: string
  readonly refusedCure: (brand: string) => string
  readonly signOutHere: string
}

export const logoutTexts: InEveryLanguage<LogoutTexts> = {
  en: {
    title: 'Sign out',
    heading: 'Sign out?',
    appAsks: (app, brand) => html`${app} asks you to sign out of ${brand}.`,
    signedInAs: (email) => html`You are signed in as ${email}. Apps that you have connected stay connected.`,
    confirm: 'Sign out',
    cancel: 'Cancel',
    doneTitle: 'Signed out',
    doneHeading: 'You are signed out',
    done: (brand) => `Nobody is signed in to ${brand} on this browser now.`,
    signInAgain: 'Sign in again',
    goesOnTo: (app) => html`Next you go back to ${app}.`,
    goOn: 'Continue',
    frameTitle: 'An app signs out',
    refusedTitle: 'Sign-out refused',
    refusedHeading: 'The app could not sign you out',
    refusedCure: (brand) =>
      `Nobody was signed out. You can sign out of ${brand} here, whatever the app asked for.`,
    signOutHere: 'Sign out here',
  },
  de: {
    title: 'Abmelden',
    heading: 'Abmelden?',
    appAsks: (app, brand) => html`${app} bittet Sie, sich bei ${brand} abzumelden.`,
    signedInAs: (email) =>
      html`Sie sind als ${email} angemeldet. Apps, die Sie verbunden haben, bleiben verbunden.`,
    confirm: 'Abmelden',
    cancel: 'Abbrechen',
    doneTitle: 'Abgemeldet',
    doneHeading: 'Sie sind abgemeldet',
    done: (brand) => `In diesem Browser ist jetzt niemand mehr bei ${brand} angemeldet.`,
    signInAgain: 'Wieder anmelden',
    goesOnTo: (app) => html`Danach geht es zurück zu ${app}.`,
    goOn: 'Weiter',
    frameTitle: 'Eine App meldet ab',
    refusedTitle: 'Abmeldung abgelehnt',
    refusedHeading: 'Die App konnte Sie nicht abmelden',
    refusedCure: (brand) =>
      `Niemand wurde abgemeldet. Sie können sich hier bei ${brand} abmelden, was auch immer die App verlangt hat.`,
    signOutHere: 'Hier abmelden',
  },
  sv: {
    title: 'Logga ut',
    heading: 'Logga ut?',
    appAsks: (app, brand) => html`${app} ber dig att logga ut från ${brand}.`,
    signedInAs: (email) => html`Du är inloggad som ${email}. Appar som du har anslutit förblir anslutna.`,
    confirm: 'Logga ut',
    cancel: 'Avbryt',
    doneTitle: 'Utloggad',
    doneHeading: 'Du är utloggad',
    done: (brand) => `Nu är ingen inloggad på ${brand} i den här webbläsaren.`,
    signInAgain: 'Logga in igen',
    goesOnTo: (app) => html`Sedan går du tillbaka till ${app}.`,
    goOn: 'Fortsätt',
    frameTitle: 'En app loggar ut',
    refusedTitle: 'Utloggningen nekades',
    refusedHeading: 'Appen kunde inte logga ut dig',
    refusedCure: (brand) => `Ingen har loggats ut. Du kan logga ut från ${brand} här, vad appen än bad om.`,
    signOutHere: 'Logga ut här',
  },
  es: {
    title: 'Cerrar sesión',
    heading: '¿Cerrar sesión?',
    appAsks: (app, brand) => html`${app} le pide que cierre su sesión en ${brand}.`,
    signedInAs: (email) =>
      html`Ha iniciado sesión como ${email}. Las aplicaciones que ha conectado seguirán conectadas.`,
    confirm: 'Cerrar sesión',
    cancel: 'Cancelar',
    doneTitle: 'Sesión cerrada',
    doneHeading: 'Su sesión se ha cerrado',
    done: (brand) => `Ya no hay ninguna sesión de ${brand} abierta en este navegador.`,
    signInAgain: 'Volver a iniciar sesión',
    goesOnTo: (app) => html`A continuación volverá a ${app}.`,
    goOn: 'Continuar',
    frameTitle: 'Una aplicación cierra la sesión',
    refusedTitle: 'Cierre de sesión rechazado',
    refusedHeading: 'La aplicación no pudo cerrar su sesión',
    refusedCure: (brand) =>
      `No se ha cerrado ninguna sesión. Puede cerrar aquí su sesión en ${brand}, sea lo que sea lo que pidió la aplicación.`,
    signOutHere: 'Cerrar sesión aquí',
  },
  fr: {
    title: 'Se déconnecter',
    heading: 'Se déconnecter ?',
    appAsks: (app, brand) => html`${app} vous demande de vous déconnecter de ${brand}.`,
    signedInAs: (email) =>
      html`Votre session est ouverte avec ${email}. Les applications que vous avez connectées le restent.`,
    confirm: 'Se déconnecter',
    cancel: 'Annuler',
    doneTitle: 'Session fermée',
    doneHeading: 'Votre session est fermée',
    done: (brand) => `Plus personne n’est connecté à ${brand} dans ce navigateur.`,
    signInAgain: 'Se reconnecter',
    goesOnTo: (app) => html`Vous allez ensuite revenir à ${app}.`,
    goOn: 'Continuer',
    frameTitle: 'Une application se déconnecte',
    refusedTitle: 'Déconnexion refusée',
    refusedHeading: 'L’application n’a pas pu vous déconnecter',
    refusedCure: (brand) =>
      `Personne n’a été déconnecté. Vous pouvez vous déconnecter de ${brand} ici, quoi que l’application ait demandé.`,
    signOutHere: 'Se déconnecter ici',
  },
}
