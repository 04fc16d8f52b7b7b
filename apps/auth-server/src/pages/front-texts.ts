import { html } from 'hono/html'
import type { Html } from './html.ts'
import type { InEveryLanguage } from './language.ts'

export interface FrontTexts {
  readonly title: string
  readonly heading: string
  readonly lead: string
  readonly nobody: string
  readonly signIn: string
  readonly signedInAs: (email: Html) => Html
  readonly signOut: string
  readonly forDevelopers: string
}

export const frontTexts: InEveryLanguage<FrontTexts> = {
  en: {
    title: 'Welcome',
    heading: 'Your home, shared on your terms',
    lead: 'This server lets apps reach a connected home with its owner’s permission. An app never sees your password: you sign in here, read who asks for what, and accept or deny. What you accept you can take back.',
    nobody: 'Nobody is signed in on this browser.',
    signIn: 'Sign in',
    signedInAs: (email) => html`Signed in as ${email}`,
    signOut: 'Sign out',
    forDevelopers: 'For developers',
  },
  de: {
    title: 'Willkommen',
    heading: 'Ihr Zuhause, geteilt nach Ihren Regeln',
    lead: 'Über diesen Server erreichen Apps ein vernetztes Zuhause, wenn dessen Eigentümer es erlaubt. Eine App sieht nie Ihr Passwort: Sie melden sich hier an, lesen, wer worum bittet, und stimmen zu oder lehnen ab. Was Sie erlaubt haben, können Sie zurücknehmen.',
    nobody: 'In diesem Browser ist niemand angemeldet.',
    signIn: 'Anmelden',
    signedInAs: (email) => html`Angemeldet als ${email}`,
    signOut: 'Abmelden',
    forDevelopers: 'Für Entwickler',
  },
  sv: {
    title: 'Välkommen',
    heading: 'Ditt hem, delat på dina villkor',
    lead: 'Genom den här servern kan appar nå ett uppkopplat hem när ägaren tillåter det. En app får aldrig se ditt lösenord: du loggar in här, läser vem som ber om vad och godkänner eller nekar. Det du har godkänt kan du ta tillbaka.',
    nobody: 'Ingen är inloggad i den här webbläsaren.',
    signIn: 'Logga in',
    signedInAs: (email) => html`Inloggad som ${email}`,
    signOut: 'Logga ut',
    forDevelopers: 'För utvecklare',
  },
  es: {
    title: 'Le damos la bienvenida',
    heading: 'Su hogar, compartido como usted decida',
    lead: 'Con este servidor, las aplicaciones acceden a un hogar conectado si su propietario lo permite. Ninguna aplicación ve su contraseña: usted inicia sesión aquí, lee quién solicita qué y acepta o rechaza. Lo que acepte lo puede retirar.',
    nobody: 'Nadie ha iniciado sesión en este navegador.',
    signIn: 'Iniciar sesión',
    signedInAs: (email) => html`Ha iniciado sesión como ${email}`,
    signOut: 'Cerrar sesión',
    forDevelopers: 'Para desarrolladores',
  },
  fr: {
    title: 'Bienvenue',
    heading: 'Votre maison, partagée à vos conditions',
    lead: 'Ce serveur permet aux applications d’accéder à une maison connectée avec l’accord de son propriétaire. Une application ne voit jamais votre mot de passe : vous vous connectez ici, vous lisez qui demande quoi, puis vous acceptez ou refusez. Ce que vous avez accepté, vous pouvez le retirer.',
    nobody: 'Personne n’est connecté dans ce navigateur.',
    signIn: 'Se connecter',
    signedInAs: (email) => html`Session ouverte avec ${email}`,
    signOut: 'Se déconnecter',
    forDevelopers: 'Pour les développeurs',
  },
}
