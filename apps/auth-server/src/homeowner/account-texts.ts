import { html } from 'hono/html'
import type { Html } from '../pages/html.ts'
import type { InEveryLanguage } from '../pages/language.ts'

// The account: what is known of a person, where they are signed in, how they change it.
// Longer than other files, because it is a table.

export type AccountProblem =
  | 'name'
  | 'email'
  | 'taken'
  | 'wait'
  | 'short'
  | 'common'
  | 'different'
  | 'busy'
  | 'changed'

export interface AccountTexts {
  readonly lead: string
  readonly you: string
  readonly name: string
  readonly noName: string
  readonly email: string
  readonly passwordMore: string
  readonly signedIn: string
  readonly signedInMore: string
  readonly thisBrowser: string
  readonly anotherBrowser: string
  readonly signedInSince: (time: Html) => Html
  readonly lastSeen: (time: Html) => Html
  readonly moreBrowsers: (count: number) => string
  readonly signOutOthers: string
  readonly yourData: string
  readonly save: string
  readonly problems: Readonly<Record<AccountProblem, string>>
  readonly done: Readonly<Record<'name' | 'email' | 'password' | 'signed-out', string>>
  readonly nameForm: { readonly title: string; readonly hint: string }
  readonly emailForm: { readonly title: string; readonly label: string; readonly hint: string }
  readonly passwordForm: {
    readonly title: string
    readonly lead: string
    readonly label: string
    readonly hint: (least: number) => string
    readonly again: string
  }
  readonly data: {
    readonly title: string
    readonly lead: string
    readonly parts: Readonly<Record<'account' | 'browsers' | 'homes' | 'apps' | 'ownApps', string>>
    readonly format: string
    readonly download: string
  }
}

export const accountTexts: InEveryLanguage<AccountTexts> = {
  en: {
    lead: 'What we know of you, where you are signed in, and your data.',
    you: 'You',
    name: 'Name',
    noName: 'Not given',
    email: 'E-mail',
    passwordMore: 'This signs you out everywhere else.',
    signedIn: 'Where you are signed in',
    signedInMore: 'Browsers in which somebody signed in to this account.',
    thisBrowser: 'This browser',
    anotherBrowser: 'Another browser',
    signedInSince: (time) => html`Signed in ${time}`,
    lastSeen: (time) => html`Last seen ${time}`,
    moreBrowsers: (count) => `More browsers: ${count}.`,
    signOutOthers: 'Sign out everywhere else',
    yourData: 'Your data',
    save: 'Save',
    problems: {
      name: 'Write a name of 1 to 100 characters.',
      email: 'This is no e-mail address. Write it as name@example.com.',
      taken: 'There is another account with this e-mail. Use another address.',
      wait: 'Many addresses were tried from your network. Wait an hour, then try again.',
      short: 'That password is too short. Use at least 8 characters.',
      common: 'That password is well known, so it is easily guessed. Choose another one.',
      different: 'The two passwords differ. Type the same one twice.',
      busy: 'The server is busy and could not change it. Wait a moment, then try again.',
      changed: 'The password was changed somewhere else a moment ago. Sign in with that one first.',
    },
    done: {
      name: 'Your name is saved.',
      email: 'Your e-mail is changed. Sign in with it from now on.',
      password: 'Your password is changed, and you are signed out everywhere else.',
      'signed-out': 'You are signed out everywhere else.',
    },
    nameForm: { title: 'Change your name', hint: 'Apps that you allow to see your profile see this name.' },
    emailForm: {
      title: 'Change your e-mail',
      label: 'New e-mail',
      hint: 'You sign in with it. Apps that you allow to see your e-mail see this address.',
    },
    passwordForm: {
      title: 'Change your password',
      lead: 'Everywhere else you are signed out, and sign in with the new one.',
      label: 'New password',
      hint: (least) => `At least ${least} characters. A few unusual words are better than one odd one.`,
      again: 'New password, again',
    },
    data: {
      title: 'Download your data',
      lead: 'One file with everything that belongs to this account:',
      parts: {
        account: 'your name, e-mail and profile',
        browsers: 'the browsers in which you are signed in',
        homes: 'your homes and devices',
        apps: 'the apps that you connected, with what they may do',
        ownApps: 'the apps that you develop',
      },
      format: 'It is a JSON file, which programs and people can read. Passwords and secrets are not in it.',
      download: 'Download',
    },
  },
  de: {
    lead: 'Was wir über Sie wissen, wo Sie angemeldet sind, und Ihre Daten.',
    you: 'Sie',
    name: 'Name',
    noName: 'Nicht angegeben',
    email: 'E-Mail-Adresse',
    passwordMore: 'Damit werden Sie überall sonst abgemeldet.',
    signedIn: 'Wo Sie angemeldet sind',
    signedInMore: 'Browser, in denen sich jemand bei diesem Konto angemeldet hat.',
    thisBrowser: 'Dieser Browser',
    anotherBrowser: 'Ein anderer Browser',
    signedInSince: (time) => html`Angemeldet: ${time}`,
    lastSeen: (time) => html`Zuletzt gesehen: ${time}`,
    moreBrowsers: (count) => `Weitere Browser: ${count}.`,
    signOutOthers: 'Überall sonst abmelden',
    yourData: 'Ihre Daten',
    save: 'Speichern',
    problems: {
      name: 'Geben Sie einen Namen mit 1 bis 100 Zeichen ein.',
      email: 'Das ist keine E-Mail-Adresse. Schreiben Sie sie wie name@example.com.',
      taken: 'Es gibt ein anderes Konto mit dieser E-Mail-Adresse. Verwenden Sie eine andere.',
      wait: 'Aus Ihrem Netz wurden viele Adressen ausprobiert. Warten Sie eine Stunde und versuchen Sie es dann noch einmal.',
      short: 'Dieses Passwort ist zu kurz. Verwenden Sie mindestens 8 Zeichen.',
      common: 'Dieses Passwort ist weithin bekannt und daher leicht zu erraten. Wählen Sie ein anderes.',
      different: 'Die beiden Passwörter stimmen nicht überein. Geben Sie zweimal dasselbe ein.',
      busy: 'Der Server ist ausgelastet und konnte es nicht ändern. Versuchen Sie es gleich noch einmal.',
      changed: 'Das Passwort wurde gerade anderswo geändert. Melden Sie sich zuerst mit jenem an.',
    },
    done: {
      name: 'Ihr Name ist gespeichert.',
      email: 'Ihre E-Mail-Adresse ist geändert. Melden Sie sich von jetzt an damit an.',
      password: 'Ihr Passwort ist geändert, und Sie sind überall sonst abgemeldet.',
      'signed-out': 'Sie sind überall sonst abgemeldet.',
    },
    nameForm: { title: 'Namen ändern', hint: 'Apps, die Ihr Profil sehen dürfen, sehen diesen Namen.' },
    emailForm: {
      title: 'E-Mail-Adresse ändern',
      label: 'Neue E-Mail-Adresse',
      hint: 'Damit melden Sie sich an. Apps, die Ihre E-Mail-Adresse sehen dürfen, sehen diese.',
    },
    passwordForm: {
      title: 'Passwort ändern',
      lead: 'Überall sonst werden Sie abgemeldet und melden sich mit dem neuen an.',
      label: 'Neues Passwort',
      hint: (least) =>
        `Mindestens ${least} Zeichen. Einige ungewöhnliche Wörter sind besser als ein einziges kompliziertes.`,
      again: 'Neues Passwort, noch einmal',
    },
    data: {
      title: 'Ihre Daten herunterladen',
      lead: 'Eine Datei mit allem, was zu diesem Konto gehört:',
      parts: {
        account: 'Ihr Name, Ihre E-Mail-Adresse und Ihr Profil',
        browsers: 'die Browser, in denen Sie angemeldet sind',
        homes: 'Ihr Zuhause und Ihre Geräte',
        apps: 'die Apps, die Sie verbunden haben, und was sie dürfen',
        ownApps: 'die Apps, die Sie entwickeln',
      },
      format:
        'Es ist eine JSON-Datei, die Programme und Menschen lesen können. Passwörter und Geheimnisse stehen nicht darin.',
      download: 'Herunterladen',
    },
  },
  sv: {
    lead: 'Vad vi vet om dig, var du är inloggad, och dina data.',
    you: 'Du',
    name: 'Namn',
    noName: 'Inte angivet',
    email: 'E-postadress',
    passwordMore: 'Då loggas du ut överallt annars.',
    signedIn: 'Var du är inloggad',
    signedInMore: 'Webbläsare där någon har loggat in på det här kontot.',
    thisBrowser: 'Den här webbläsaren',
    anotherBrowser: 'En annan webbläsare',
    signedInSince: (time) => html`Inloggad ${time}`,
    lastSeen: (time) => html`Senast sedd ${time}`,
    moreBrowsers: (count) => `Fler webbläsare: ${count}.`,
    signOutOthers: 'Logga ut överallt annars',
    yourData: 'Dina data',
    save: 'Spara',
    problems: {
      name: 'Skriv ett namn med 1 till 100 tecken.',
      email: 'Det här är ingen e-postadress. Skriv den som namn@example.com.',
      taken: 'Det finns ett annat konto med den e-postadressen. Använd en annan adress.',
      wait: 'Många adresser har prövats från ditt nätverk. Vänta en timme och försök sedan igen.',
      short: 'Lösenordet är för kort. Använd minst 8 tecken.',
      common: 'Lösenordet är välkänt och därför lätt att gissa. Välj ett annat.',
      different: 'De två lösenorden är olika. Skriv samma lösenord två gånger.',
      busy: 'Servern är hårt belastad och kunde inte ändra det. Försök igen om en stund.',
      changed: 'Lösenordet byttes nyss på ett annat ställe. Logga först in med det.',
    },
    done: {
      name: 'Ditt namn är sparat.',
      email: 'Din e-postadress är ändrad. Logga in med den från och med nu.',
      password: 'Ditt lösenord är bytt, och du är utloggad överallt annars.',
      'signed-out': 'Du är utloggad överallt annars.',
    },
    nameForm: { title: 'Ändra ditt namn', hint: 'Appar som får se din profil ser det här namnet.' },
    emailForm: {
      title: 'Ändra din e-postadress',
      label: 'Ny e-postadress',
      hint: 'Du loggar in med den. Appar som får se din e-postadress ser den här adressen.',
    },
    passwordForm: {
      title: 'Byt lösenord',
      lead: 'Överallt annars loggas du ut, och loggar sedan in med det nya.',
      label: 'Nytt lösenord',
      hint: (least) => `Minst ${least} tecken. Några ovanliga ord är bättre än ett enda krångligt.`,
      again: 'Nytt lösenord, en gång till',
    },
    data: {
      title: 'Ladda ner dina data',
      lead: 'En fil med allt som hör till det här kontot:',
      parts: {
        account: 'ditt namn, din e-postadress och din profil',
        browsers: 'webbläsarna där du är inloggad',
        homes: 'dina hem och enheter',
        apps: 'apparna som du har anslutit, och vad de får göra',
        ownApps: 'apparna som du utvecklar',
      },
      format:
        'Det är en JSON-fil, som både program och människor kan läsa. Lösenord och hemligheter finns inte med.',
      download: 'Ladda ner',
    },
  },
  es: {
    lead: 'Lo que sabemos de usted, dónde ha iniciado sesión y sus datos.',
    you: 'Usted',
    name: 'Nombre',
    noName: 'Sin indicar',
    email: 'Correo electrónico',
    passwordMore: 'Con ello se cierra su sesión en todos los demás sitios.',
    signedIn: 'Dónde ha iniciado sesión',
    signedInMore: 'Navegadores en los que alguien inició sesión con esta cuenta.',
    thisBrowser: 'Este navegador',
    anotherBrowser: 'Otro navegador',
    signedInSince: (time) => html`Sesión iniciada: ${time}`,
    lastSeen: (time) => html`Última actividad: ${time}`,
    moreBrowsers: (count) => `Más navegadores: ${count}.`,
    signOutOthers: 'Cerrar sesión en los demás sitios',
    yourData: 'Sus datos',
    save: 'Guardar',
    problems: {
      name: 'Escriba un nombre de 1 a 100 caracteres.',
      email: 'Esto no es una dirección de correo. Escríbala como nombre@example.com.',
      taken: 'Existe otra cuenta con este correo. Use otra dirección.',
      wait: 'Se han probado muchas direcciones desde su red. Espere una hora e inténtelo de nuevo.',
      short: 'Esa contraseña es demasiado corta. Use al menos 8 caracteres.',
      common: 'Esa contraseña es muy conocida y fácil de adivinar. Elija otra.',
      different: 'Las dos contraseñas no coinciden. Escriba la misma dos veces.',
      busy: 'El servidor está ocupado y no ha podido cambiarla. Vuelva a intentarlo dentro de un momento.',
      changed: 'La contraseña se cambió hace un momento en otro sitio. Inicie sesión primero con esa.',
    },
    done: {
      name: 'Su nombre se ha guardado.',
      email: 'Su correo se ha cambiado. Inicie sesión con él a partir de ahora.',
      password: 'Su contraseña se ha cambiado y su sesión se ha cerrado en todos los demás sitios.',
      'signed-out': 'Su sesión se ha cerrado en todos los demás sitios.',
    },
    nameForm: {
      title: 'Cambiar su nombre',
      hint: 'Las aplicaciones que pueden ver su perfil ven este nombre.',
    },
    emailForm: {
      title: 'Cambiar su correo electrónico',
      label: 'Nuevo correo electrónico',
      hint: 'Con él inicia sesión. Las aplicaciones que pueden ver su correo ven esta dirección.',
    },
    passwordForm: {
      title: 'Cambiar su contraseña',
      lead: 'En los demás sitios se cierra su sesión; allí entrará con la nueva.',
      label: 'Nueva contraseña',
      hint: (least) =>
        `Al menos ${least} caracteres. Varias palabras poco comunes son mejores que una sola complicada.`,
      again: 'Nueva contraseña, otra vez',
    },
    data: {
      title: 'Descargar sus datos',
      lead: 'Un archivo con todo lo que pertenece a esta cuenta:',
      parts: {
        account: 'su nombre, su correo y su perfil',
        browsers: 'los navegadores en los que ha iniciado sesión',
        homes: 'sus hogares y dispositivos',
        apps: 'las aplicaciones que conectó y lo que pueden hacer',
        ownApps: 'las aplicaciones que desarrolla',
      },
      format:
        'Es un archivo JSON, que pueden leer programas y personas. No contiene contraseñas ni secretos.',
      download: 'Descargar',
    },
  },
  fr: {
    lead: 'Ce que nous savons de vous, où vous êtes connecté, et vos données.',
    you: 'Vous',
    name: 'Nom',
    noName: 'Non indiqué',
    email: 'Adresse e-mail',
    passwordMore: 'Vos sessions sont alors fermées partout ailleurs.',
    signedIn: 'Où vous êtes connecté',
    signedInMore: 'Les navigateurs dans lesquels quelqu’un s’est connecté à ce compte.',
    thisBrowser: 'Ce navigateur',
    anotherBrowser: 'Un autre navigateur',
    signedInSince: (time) => html`Connecté le ${time}`,
    lastSeen: (time) => html`Vu pour la dernière fois le ${time}`,
    moreBrowsers: (count) => `Autres navigateurs : ${count}.`,
    signOutOthers: 'Se déconnecter partout ailleurs',
    yourData: 'Vos données',
    save: 'Enregistrer',
    problems: {
      name: 'Écrivez un nom de 1 à 100 caractères.',
      email: 'Ce n’est pas une adresse e-mail. Écrivez-la comme nom@example.com.',
      taken: 'Il existe un autre compte avec cette adresse. Utilisez-en une autre.',
      wait: 'Beaucoup d’adresses ont été essayées depuis votre réseau. Attendez une heure, puis réessayez.',
      short: 'Ce mot de passe est trop court. Utilisez au moins 8 caractères.',
      common: 'Ce mot de passe est très connu, donc facile à deviner. Choisissez-en un autre.',
      different: 'Les deux mots de passe sont différents. Saisissez deux fois le même.',
      busy: 'Le serveur est très sollicité et n’a pas pu le modifier. Réessayez dans un instant.',
      changed: 'Le mot de passe vient d’être changé ailleurs. Connectez-vous d’abord avec celui-là.',
    },
    done: {
      name: 'Votre nom est enregistré.',
      email: 'Votre adresse e-mail est modifiée. Utilisez-la désormais pour vous connecter.',
      password: 'Votre mot de passe est modifié, et vos sessions sont fermées partout ailleurs.',
      'signed-out': 'Vos sessions sont fermées partout ailleurs.',
    },
    nameForm: {
      title: 'Modifier votre nom',
      hint: 'Les applications autorisées à voir votre profil voient ce nom.',
    },
    emailForm: {
      title: 'Modifier votre adresse e-mail',
      label: 'Nouvelle adresse e-mail',
      hint: 'Elle vous sert à vous connecter. Les applications autorisées à voir votre e-mail voient cette adresse.',
    },
    passwordForm: {
      title: 'Changer votre mot de passe',
      lead: 'Partout ailleurs, vos sessions sont fermées ; vous vous y reconnectez avec le nouveau.',
      label: 'Nouveau mot de passe',
      hint: (least) =>
        `Au moins ${least} caractères. Quelques mots inhabituels valent mieux qu’un seul mot compliqué.`,
      again: 'Nouveau mot de passe, encore une fois',
    },
    data: {
      title: 'Télécharger vos données',
      lead: 'Un fichier avec tout ce qui appartient à ce compte :',
      parts: {
        account: 'votre nom, votre adresse e-mail et votre profil',
        browsers: 'les navigateurs dans lesquels vous êtes connecté',
        homes: 'vos maisons et vos appareils',
        apps: 'les applications que vous avez connectées, et ce qu’elles peuvent faire',
        ownApps: 'les applications que vous développez',
      },
      format:
        'C’est un fichier JSON, que programmes et personnes peuvent lire. Il ne contient ni mots de passe ni secrets.',
      download: 'Télécharger',
    },
  },
}
