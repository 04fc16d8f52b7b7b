import { html } from 'hono/html'
import type { Html } from '../pages/html.ts'
import type { InEveryLanguage } from '../pages/language.ts'

// Signing in, and the link to a new password. Longer than other files, because it is a table.

export interface LoginTexts {
  readonly title: string
  readonly ownAccount: (brand: string) => string
  readonly again: string
  readonly appWaits: (app: Html) => Html
  /** The app knows whom it means, and that is not who is signed in with this e-mail. */
  readonly otherAccount: (app: Html, email: Html) => Html
  readonly email: string
  readonly password: string
  readonly submit: string
  readonly cancel: string
  readonly newHere: string
  readonly makeAccount: string
  readonly forgotten: (brand: string) => string
  readonly wrong: string
  readonly wait: (time: string) => string
  readonly busy: string
  readonly stale: string
}

export const loginTexts: InEveryLanguage<LoginTexts> = {
  en: {
    title: 'Sign in',
    ownAccount: (brand) => `Use your ${brand} account.`,
    again: 'Show that it is you: what comes next needs a sign-in of the last few minutes.',
    appWaits: (app) =>
      html`${app} asks for access to your home. You will see what it asks for before anything is shared.`,
    otherAccount: (app, email) =>
      html`You are signed in as ${email}, but ${app} asks for another account. Sign in with that one.`,
    email: 'E-mail',
    password: 'Password',
    submit: 'Sign in',
    cancel: 'Cancel',
    newHere: 'New here?',
    makeAccount: 'Make an account',
    forgotten: (brand) =>
      `Forgot your password? Ask ${brand} support for a link that lets you set a new one.`,
    wrong: 'The e-mail or the password is wrong. Check both and try again.',
    wait: (time) => `Too many tries. Wait ${time}, then try again.`,
    busy: 'The server is busy and could not check your password. Wait a moment, then try again.',
    stale: 'This page was open for too long. Sign in again.',
  },
  de: {
    title: 'Anmelden',
    ownAccount: (brand) => `Verwenden Sie Ihr Konto bei ${brand}.`,
    again:
      'Zeigen Sie, dass Sie es sind: Was jetzt kommt, verlangt eine Anmeldung vor höchstens ein paar Minuten.',
    appWaits: (app) =>
      html`${app} möchte auf Ihr Zuhause zugreifen. Bevor etwas geteilt wird, sehen Sie, worum es dabei geht.`,
    otherAccount: (app, email) =>
      html`Sie sind als ${email} angemeldet, aber ${app} verlangt ein anderes Konto. Melden Sie sich mit jenem an.`,
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    submit: 'Anmelden',
    cancel: 'Abbrechen',
    newHere: 'Neu hier?',
    makeAccount: 'Konto anlegen',
    forgotten: (brand) =>
      `Passwort vergessen? Bitten Sie den Support von ${brand} um einen Link, mit dem Sie ein neues festlegen können.`,
    wrong:
      'Die E-Mail-Adresse oder das Passwort ist falsch. Prüfen Sie beides und versuchen Sie es noch einmal.',
    wait: (time) => `Zu viele Versuche. Warten Sie ${time} und versuchen Sie es dann noch einmal.`,
    busy: 'Der Server ist ausgelastet und konnte Ihr Passwort nicht prüfen. Versuchen Sie es gleich noch einmal.',
    stale: 'Diese Seite war zu lange geöffnet. Melden Sie sich noch einmal an.',
  },
  sv: {
    title: 'Logga in',
    ownAccount: (brand) => `Använd ditt konto hos ${brand}.`,
    again: 'Visa att det är du: det som kommer nu kräver att du loggat in de senaste minuterna.',
    appWaits: (app) =>
      html`${app} ber om åtkomst till ditt hem. Du får se vad appen ber om innan något delas.`,
    otherAccount: (app, email) =>
      html`Du är inloggad som ${email}, men ${app} ber om ett annat konto. Logga in med det kontot.`,
    email: 'E-postadress',
    password: 'Lösenord',
    submit: 'Logga in',
    cancel: 'Avbryt',
    newHere: 'Ny här?',
    makeAccount: 'Skapa ett konto',
    forgotten: (brand) =>
      `Har du glömt lösenordet? Be supporten hos ${brand} om en länk där du kan välja ett nytt.`,
    wrong: 'E-postadressen eller lösenordet är fel. Kontrollera båda och försök igen.',
    wait: (time) => `För många försök. Vänta ${time} och försök sedan igen.`,
    busy: 'Servern är hårt belastad och kunde inte kontrollera ditt lösenord. Försök igen om en stund.',
    stale: 'Sidan var öppen för länge. Logga in igen.',
  },
  es: {
    title: 'Iniciar sesión',
    ownAccount: (brand) => `Use su cuenta de ${brand}.`,
    again: 'Demuestre que es usted: lo que sigue exige haber iniciado sesión hace solo unos minutos.',
    appWaits: (app) =>
      html`${app} solicita acceso a su hogar. Antes de compartir nada, verá qué es lo que solicita.`,
    otherAccount: (app, email) =>
      html`Ha iniciado sesión como ${email}, pero ${app} pide otra cuenta. Inicie sesión con esa otra.`,
    email: 'Correo electrónico',
    password: 'Contraseña',
    submit: 'Entrar',
    cancel: 'Cancelar',
    newHere: '¿Aún no tiene cuenta?',
    makeAccount: 'Crear una cuenta',
    forgotten: (brand) =>
      `¿Ha olvidado su contraseña? Pida al servicio de asistencia de ${brand} un enlace para crear una nueva.`,
    wrong: 'El correo electrónico o la contraseña no son correctos. Compruebe ambos e inténtelo de nuevo.',
    wait: (time) => `Demasiados intentos. Espere ${time} y vuelva a intentarlo.`,
    busy: 'El servidor está ocupado y no ha podido comprobar su contraseña. Vuelva a intentarlo dentro de un momento.',
    stale: 'Esta página ha estado abierta demasiado tiempo. Inicie sesión de nuevo.',
  },
  fr: {
    title: 'Se connecter',
    ownAccount: (brand) => `Utilisez votre compte ${brand}.`,
    again: 'Montrez que c’est bien vous : la suite demande une connexion datant de quelques minutes au plus.',
    appWaits: (app) =>
      html`${app} demande l’accès à votre maison. Vous verrez ce que l’application demande avant tout partage.`,
    otherAccount: (app, email) =>
      html`Votre session est celle de ${email}, mais ${app} demande un autre compte. Connectez-vous avec cet autre compte.`,
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    submit: 'Connexion',
    cancel: 'Annuler',
    newHere: 'Pas encore de compte ?',
    makeAccount: 'Créer un compte',
    forgotten: (brand) =>
      `Mot de passe oublié ? Demandez à l’assistance ${brand} un lien pour en choisir un nouveau.`,
    wrong: 'L’adresse e-mail ou le mot de passe est incorrect. Vérifiez les deux, puis réessayez.',
    wait: (time) => `Trop de tentatives. Attendez ${time}, puis réessayez.`,
    busy: 'Le serveur est très sollicité et n’a pas pu vérifier votre mot de passe. Réessayez dans un instant.',
    stale: 'Cette page est restée ouverte trop longtemps. Connectez-vous à nouveau.',
  },
}

export interface ResetPasswordTexts {
  readonly title: string
  readonly heading: string
  readonly account: string
  readonly password: string
  readonly passwordHint: (minimumLength: number) => string
  readonly passwordAgain: string
  readonly submit: string
  readonly different: string
  readonly short: (minimumLength: number) => string
  readonly common: string
  readonly busy: string
  readonly done: { readonly title: string; readonly text: string; readonly signIn: string }
  readonly expired: {
    readonly title: string
    readonly text: string
    readonly askSupport: (brand: string) => string
  }
}

export const resetPasswordTexts: InEveryLanguage<ResetPasswordTexts> = {
  en: {
    title: 'New password',
    heading: 'Set a new password',
    account: 'Account',
    password: 'New password',
    passwordHint: (minimumLength) =>
      `At least ${minimumLength} characters. A few unusual words are better than one odd one.`,
    passwordAgain: 'New password, again',
    submit: 'Set password',
    different: 'The two passwords differ. Type the same one twice.',
    short: (minimumLength) => `That is too short. Use at least ${minimumLength} characters.`,
    common: 'That password is well known, so it is easily guessed. Choose another one.',
    busy: 'The server is busy and could not set it. Wait a moment, then try again.',
    done: {
      title: 'Your password is changed',
      text: 'Sign in with it from now on. You have been signed out everywhere else.',
      signIn: 'Sign in',
    },
    expired: {
      title: 'This link no longer works',
      text: 'Links to set a password work once and for a short time. Your password is as it was.',
      askSupport: (brand) => `Ask ${brand} support for a new link.`,
    },
  },
  de: {
    title: 'Neues Passwort',
    heading: 'Neues Passwort festlegen',
    account: 'Konto',
    password: 'Neues Passwort',
    passwordHint: (minimumLength) =>
      `Mindestens ${minimumLength} Zeichen. Einige ungewöhnliche Wörter sind besser als ein einziges kompliziertes.`,
    passwordAgain: 'Neues Passwort, noch einmal',
    submit: 'Passwort festlegen',
    different: 'Die beiden Passwörter stimmen nicht überein. Geben Sie zweimal dasselbe ein.',
    short: (minimumLength) => `Das ist zu kurz. Verwenden Sie mindestens ${minimumLength} Zeichen.`,
    common: 'Dieses Passwort ist weithin bekannt und daher leicht zu erraten. Wählen Sie ein anderes.',
    busy: 'Der Server ist ausgelastet und konnte es nicht festlegen. Versuchen Sie es gleich noch einmal.',
    done: {
      title: 'Ihr Passwort ist geändert',
      text: 'Melden Sie sich von jetzt an damit an. Überall sonst wurden Sie abgemeldet.',
      signIn: 'Anmelden',
    },
    expired: {
      title: 'Dieser Link gilt nicht mehr',
      text: 'Links zum Festlegen eines Passworts gelten nur einmal und nur für kurze Zeit. Ihr Passwort ist unverändert.',
      askSupport: (brand) => `Bitten Sie den Support von ${brand} um einen neuen Link.`,
    },
  },
  sv: {
    title: 'Nytt lösenord',
    heading: 'Välj ett nytt lösenord',
    account: 'Konto',
    password: 'Nytt lösenord',
    passwordHint: (minimumLength) =>
      `Minst ${minimumLength} tecken. Några ovanliga ord är bättre än ett enda krångligt.`,
    passwordAgain: 'Nytt lösenord, en gång till',
    submit: 'Spara lösenordet',
    different: 'De två lösenorden är olika. Skriv samma lösenord två gånger.',
    short: (minimumLength) => `Det är för kort. Använd minst ${minimumLength} tecken.`,
    common: 'Det lösenordet är välkänt och därför lätt att gissa. Välj ett annat.',
    busy: 'Servern är hårt belastad och kunde inte spara det. Försök igen om en stund.',
    done: {
      title: 'Ditt lösenord är ändrat',
      text: 'Logga in med det från och med nu. Du har loggats ut på alla andra ställen.',
      signIn: 'Logga in',
    },
    expired: {
      title: 'Länken fungerar inte längre',
      text: 'Länkar för att välja lösenord fungerar en gång och bara en kort tid. Ditt lösenord är oförändrat.',
      askSupport: (brand) => `Be supporten hos ${brand} om en ny länk.`,
    },
  },
  es: {
    title: 'Nueva contraseña',
    heading: 'Elija una nueva contraseña',
    account: 'Cuenta',
    password: 'Nueva contraseña',
    passwordHint: (minimumLength) =>
      `Al menos ${minimumLength} caracteres. Varias palabras poco comunes son mejores que una sola complicada.`,
    passwordAgain: 'Nueva contraseña, otra vez',
    submit: 'Guardar contraseña',
    different: 'Las dos contraseñas no coinciden. Escriba la misma dos veces.',
    short: (minimumLength) => `Es demasiado corta. Use al menos ${minimumLength} caracteres.`,
    common: 'Esa contraseña es muy conocida y por eso es fácil de adivinar. Elija otra.',
    busy: 'El servidor está ocupado y no ha podido guardarla. Vuelva a intentarlo dentro de un momento.',
    done: {
      title: 'Su contraseña se ha cambiado',
      text: 'A partir de ahora, inicie sesión con ella. Su sesión se ha cerrado en todos los demás sitios.',
      signIn: 'Iniciar sesión',
    },
    expired: {
      title: 'Este enlace ya no funciona',
      text: 'Los enlaces para crear una contraseña sirven una sola vez y durante poco tiempo. Su contraseña sigue siendo la misma.',
      askSupport: (brand) => `Pida un nuevo enlace al servicio de asistencia de ${brand}.`,
    },
  },
  fr: {
    title: 'Nouveau mot de passe',
    heading: 'Choisissez un nouveau mot de passe',
    account: 'Compte',
    password: 'Nouveau mot de passe',
    passwordHint: (minimumLength) =>
      `Au moins ${minimumLength} caractères. Quelques mots inhabituels valent mieux qu’un seul mot compliqué.`,
    passwordAgain: 'Répétez le mot de passe',
    submit: 'Enregistrer',
    different: 'Les deux mots de passe sont différents. Saisissez deux fois le même.',
    short: (minimumLength) => `C’est trop court. Utilisez au moins ${minimumLength} caractères.`,
    common: 'Ce mot de passe est très connu, donc facile à deviner. Choisissez-en un autre.',
    busy: 'Le serveur est très sollicité et n’a pas pu l’enregistrer. Réessayez dans un instant.',
    done: {
      title: 'Votre mot de passe a été modifié',
      text: 'Utilisez-le désormais pour vous connecter. Vos sessions ont été fermées partout ailleurs.',
      signIn: 'Se connecter',
    },
    expired: {
      title: 'Ce lien ne fonctionne plus',
      text: 'Les liens de ce genre ne servent qu’une fois et pendant peu de temps. Votre mot de passe n’a pas changé.',
      askSupport: (brand) => `Demandez un nouveau lien à l’assistance ${brand}.`,
    },
  },
}
