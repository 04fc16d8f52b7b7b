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
  },
}
