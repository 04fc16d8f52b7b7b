import type { InEveryLanguage } from '../pages/language.ts'

export type SignUpProblem = 'name' | 'email' | 'taken' | 'short' | 'common' | 'busy' | 'wait'

export interface SignUpTexts {
  readonly title: string
  readonly lead: (brand: string) => string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly passwordHint: (least: number) => string
  readonly submit: string
  readonly haveOne: string
  readonly signIn: string
  readonly problems: Readonly<Record<SignUpProblem, string>>
  readonly closed: { readonly title: string; readonly text: (brand: string) => string }
}

export const signUpTexts: InEveryLanguage<SignUpTexts> = {
  en: {
    title: 'Make an account',
    lead: (brand) => `One account for your home at ${brand}, and for apps that you develop.`,
    name: 'Name',
    email: 'E-mail',
    password: 'Password',
    passwordHint: (least) => `At least ${least} characters. A few unusual words are better than one odd one.`,
    submit: 'Make the account',
    haveOne: 'You have an account?',
    signIn: 'Sign in',
    problems: {
      name: 'Write a name of 1 to 100 characters.',
      email: 'This is no e-mail address. Write it as name@example.com.',
      taken: 'There is an account with this e-mail already. Sign in with it, or use another address.',
      short: 'That password is too short. Use at least 8 characters.',
      common: 'That password is well known, so it is easily guessed. Choose another one.',
      busy: 'The server is busy and could not make the account. Wait a moment, then try again.',
      wait: 'Many accounts were made from your network. Wait an hour, then try again.',
    },
    closed: {
      title: 'No new accounts here',
      text: (brand) => `Accounts are made by ${brand}. Ask its support for one.`,
    },
  },
  de: {
    title: 'Konto anlegen',
    lead: (brand) => `Ein Konto für Ihr Zuhause bei ${brand} und für Apps, die Sie entwickeln.`,
    name: 'Name',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    passwordHint: (least) =>
      `Mindestens ${least} Zeichen. Einige ungewöhnliche Wörter sind besser als ein einziges kompliziertes.`,
    submit: 'Konto anlegen',
    haveOne: 'Sie haben schon ein Konto?',
    signIn: 'Anmelden',
    problems: {
      name: 'Geben Sie einen Namen mit 1 bis 100 Zeichen ein.',
      email: 'Das ist keine E-Mail-Adresse. Schreiben Sie sie wie name@example.com.',
      taken:
        'Mit dieser E-Mail-Adresse gibt es schon ein Konto. Melden Sie sich an oder nehmen Sie eine andere.',
      short: 'Dieses Passwort ist zu kurz. Nehmen Sie mindestens 8 Zeichen.',
      common: 'Dieses Passwort ist bekannt und leicht zu erraten. Wählen Sie ein anderes.',
      busy: 'Der Server ist ausgelastet und konnte das Konto nicht anlegen. Versuchen Sie es gleich noch einmal.',
      wait: 'Aus Ihrem Netz wurden viele Konten angelegt. Warten Sie eine Stunde und versuchen Sie es dann noch einmal.',
    },
    closed: {
      title: 'Hier gibt es keine neuen Konten',
      text: (brand) => `Konten legt ${brand} an. Bitten Sie den Support um eines.`,
    },
  },
  sv: {
    title: 'Skapa ett konto',
    lead: (brand) => `Ett konto för ditt hem hos ${brand} och för appar som du utvecklar.`,
    name: 'Namn',
    email: 'E-postadress',
    password: 'Lösenord',
    passwordHint: (least) => `Minst ${least} tecken. Några ovanliga ord är bättre än ett enda krångligt.`,
    submit: 'Skapa kontot',
    haveOne: 'Har du redan ett konto?',
    signIn: 'Logga in',
    problems: {
      name: 'Skriv ett namn med 1 till 100 tecken.',
      email: 'Det här är ingen e-postadress. Skriv den som namn@example.com.',
      taken:
        'Det finns redan ett konto med den e-postadressen. Logga in med det eller använd en annan adress.',
      short: 'Lösenordet är för kort. Använd minst 8 tecken.',
      common: 'Lösenordet är välkänt och lätt att gissa. Välj ett annat.',
      busy: 'Servern är upptagen och kunde inte skapa kontot. Vänta lite och försök igen.',
      wait: 'Många konton har skapats från ditt nätverk. Vänta en timme och försök sedan igen.',
    },
    closed: {
      title: 'Inga nya konton här',
      text: (brand) => `Konton skapas av ${brand}. Be supporten om ett.`,
    },
  },
  es: {
    title: 'Crear una cuenta',
    lead: (brand) => `Una sola cuenta para su hogar en ${brand} y para las aplicaciones que desarrolle.`,
    name: 'Nombre',
    email: 'Correo electrónico',
    password: 'Contraseña',
    passwordHint: (least) =>
      `Al menos ${least} caracteres. Varias palabras poco comunes son mejores que una sola complicada.`,
    submit: 'Crear la cuenta',
    haveOne: '¿Ya tiene una cuenta?',
    signIn: 'Iniciar sesión',
    problems: {
      name: 'Escriba un nombre de 1 a 100 caracteres.',
      email: 'Esto no es una dirección de correo. Escríbala como nombre@example.com.',
      taken: 'Ya existe una cuenta con este correo. Inicie sesión con ella o use otra dirección.',
      short: 'Esa contraseña es demasiado corta. Use al menos 8 caracteres.',
      common: 'Esa contraseña es muy conocida y fácil de adivinar. Elija otra.',
      busy: 'El servidor está ocupado y no pudo crear la cuenta. Espere un momento e inténtelo de nuevo.',
      wait: 'Se han creado muchas cuentas desde su red. Espere una hora e inténtelo de nuevo.',
    },
    closed: {
      title: 'Aquí no se crean cuentas',
      text: (brand) => `Las cuentas las crea ${brand}. Pida una a su servicio de asistencia.`,
    },
  },
  fr: {
    title: 'Créer un compte',
    lead: (brand) =>
      `Un seul compte pour votre maison chez ${brand} et pour les applications que vous développez.`,
    name: 'Nom',
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    passwordHint: (least) =>
      `Au moins ${least} caractères. Quelques mots inhabituels valent mieux qu’un seul mot compliqué.`,
    submit: 'Créer le compte',
    haveOne: 'Vous avez déjà un compte ?',
    signIn: 'Se connecter',
    problems: {
      name: 'Écrivez un nom de 1 à 100 caractères.',
      email: 'Ce n’est pas une adresse e-mail. Écrivez-la comme nom@example.com.',
      taken:
        'Il existe déjà un compte avec cette adresse e-mail. Connectez-vous, ou utilisez une autre adresse.',
      short: 'Ce mot de passe est trop court. Utilisez au moins 8 caractères.',
      common: 'Ce mot de passe est très connu et facile à deviner. Choisissez-en un autre.',
      busy: 'Le serveur est occupé et n’a pas pu créer le compte. Attendez un instant, puis réessayez.',
      wait: 'Beaucoup de comptes ont été créés depuis votre réseau. Attendez une heure, puis réessayez.',
    },
    closed: {
      title: 'Pas de nouveaux comptes ici',
      text: (brand) => `Les comptes sont créés par ${brand}. Demandez-en un à son assistance.`,
    },
  },
}
