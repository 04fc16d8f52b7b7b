import { html } from 'hono/html'
import type { Html } from './html.ts'
import type { InEveryLanguage } from './language.ts'

// What the pages of every room show. Longer than other files, because it is a table.

export interface FrameTexts {
  readonly footer: (brand: string) => string
  /** A page's title while something on it has to be corrected: screen readers say the title first. */
  readonly problemTitle: (title: string) => string
}

export const frameTexts: InEveryLanguage<FrameTexts> = {
  en: {
    footer: (brand) => `${brand} asks for your password on its own pages only, never by e-mail or telephone.`,
    problemTitle: (title) => `Problem: ${title}`,
  },
  de: {
    footer: (brand) =>
      `${brand} fragt nur auf den eigenen Seiten nach Ihrem Passwort, nie per E-Mail oder Telefon.`,
    problemTitle: (title) => `Problem: ${title}`,
  },
  sv: {
    footer: (brand) =>
      `${brand} frågar efter ditt lösenord bara på sina egna sidor, aldrig via e-post eller telefon.`,
    problemTitle: (title) => `Problem: ${title}`,
  },
  es: {
    footer: (brand) =>
      `${brand} solo le pide la contraseña en sus propias páginas, nunca por correo electrónico ni por teléfono.`,
    problemTitle: (title) => `Problema: ${title}`,
  },
  fr: {
    footer: (brand) =>
      `${brand} ne demande votre mot de passe que sur ses propres pages, jamais par e-mail ni par téléphone.`,
    problemTitle: (title) => `Problème : ${title}`,
  },
}

export interface AppTexts {
  readonly by: (publisher: Html) => Html
  readonly publisherUnknown: string
  readonly verified: string
  readonly notVerified: string
  /** Stands before the addresses of the app's own pages. */
  readonly moreAboutApp: string
  readonly homePage: string
  readonly privacyPolicy: string
  readonly terms: string
}

export const appTexts: InEveryLanguage<AppTexts> = {
  en: {
    by: (publisher) => html`by ${publisher}`,
    publisherUnknown: 'Publisher unknown',
    verified: 'Verified',
    notVerified: 'Not verified',
    moreAboutApp: 'More about the app',
    homePage: 'Home page',
    privacyPolicy: 'Privacy policy',
    terms: 'Terms of use',
  },
  de: {
    by: (publisher) => html`von ${publisher}`,
    publisherUnknown: 'Herausgeber unbekannt',
    verified: 'Überprüft',
    notVerified: 'Nicht überprüft',
    moreAboutApp: 'Mehr über die App',
    homePage: 'Website',
    privacyPolicy: 'Datenschutzerklärung',
    terms: 'Nutzungsbedingungen',
  },
  sv: {
    by: (publisher) => html`av ${publisher}`,
    publisherUnknown: 'Okänd utgivare',
    verified: 'Verifierad',
    notVerified: 'Inte verifierad',
    moreAboutApp: 'Mer om appen',
    homePage: 'Webbplats',
    privacyPolicy: 'Integritetspolicy',
    terms: 'Användarvillkor',
  },
  es: {
    by: (publisher) => html`de ${publisher}`,
    publisherUnknown: 'Editor desconocido',
    verified: 'Verificada',
    notVerified: 'No verificada',
    moreAboutApp: 'Más sobre la aplicación',
    homePage: 'Sitio web',
    privacyPolicy: 'Política de privacidad',
    terms: 'Condiciones de uso',
  },
  fr: {
    by: (publisher) => html`par ${publisher}`,
    publisherUnknown: 'Éditeur inconnu',
    verified: 'Vérifiée',
    notVerified: 'Non vérifiée',
    moreAboutApp: 'En savoir plus sur l’application',
    homePage: 'Site web',
    privacyPolicy: 'Politique de confidentialité',
    terms: 'Conditions d’utilisation',
  },
}

/** What an error page says in the reader's language: all but what the protocol itself says, which is English. */
export interface ErrorTexts {
  readonly titles: Readonly<Record<'app' | 'page' | 'ours', string>>
  /** Stands before the protocol's own sentence. */
  readonly leads: Readonly<Record<'app' | 'page', string>>
  /** Stand in place of the protocol's own sentence. */
  readonly sentences: Readonly<Record<'fault' | 'busy' | 'tooOld' | 'appNotActive' | 'homesNotKnown', string>>
  readonly cures: Readonly<Record<'ours' | 'theirs', string>>
  /** Asks for the same page once more. */
  readonly tryAgain: string
  readonly errorId: string
  readonly useOfErrorId: string
  /** Leads the developer of the app to the error in the console. */
  readonly inConsole: string
  readonly stale: MessageTexts
  readonly notFound: MessageTexts
}

interface MessageTexts {
  readonly title: string
  readonly sentence: string
  readonly cure: string
}

export const errorTexts: InEveryLanguage<ErrorTexts> = {
  en: {
    titles: {
      app: 'This app cannot be connected',
      page: 'This did not work',
      ours: 'Something went wrong',
    },
    leads: {
      app: 'The app sent a request that this server cannot accept. For the developer of the app:',
      page: 'This server cannot accept what your browser sent. In detail:',
    },
    sentences: {
      fault: 'Something went wrong in the server.',
      busy: 'The server is busy. Try again in a moment.',
      tooOld: 'This request was begun too long ago, or by another server.',
      appNotActive: 'This app is not active.',
      homesNotKnown: 'Your homes cannot be read at the moment: the system that knows them does not answer.',
    },
    cures: {
      ours: 'Try again in a moment. If it happens again, tell support.',
      theirs: 'Go back to the app and try again. If it happens again, tell the developer of the app.',
    },
    tryAgain: 'Try again',
    errorId: 'Error id',
    useOfErrorId: 'Give this id to the developer of the app or to support; it is also in the log.',
    inConsole: 'Do you develop this app? The console explains this error.',
    stale: {
      title: 'This page is too old',
      sentence: 'This page was open for too long, or it was opened in another browser. Nothing was changed.',
      cure: 'Go back to the app and begin again. Your browser must allow cookies for this site.',
    },
    notFound: {
      title: 'Nothing here',
      sentence: 'There is no page at this address.',
      cure: 'Check the address, or begin at the front page.',
    },
  },
  de: {
    titles: {
      app: 'Diese App kann nicht verbunden werden',
      page: 'Das hat nicht geklappt',
      ours: 'Etwas ist schiefgegangen',
    },
    leads: {
      app: 'Die App hat eine Anfrage gesendet, die dieser Server nicht annehmen kann. Für den Entwickler der App (auf Englisch):',
      page: 'Dieser Server kann nicht annehmen, was Ihr Browser gesendet hat. Genauer (auf Englisch):',
    },
    sentences: {
      fault: 'Auf dem Server ist etwas schiefgegangen.',
      busy: 'Der Server ist ausgelastet. Versuchen Sie es gleich noch einmal.',
      tooOld: 'Diese Anfrage wurde vor zu langer Zeit begonnen oder stammt von einem anderen Server.',
      appNotActive: 'Diese App ist nicht aktiv.',
      homesNotKnown:
        'Ihr Zuhause kann gerade nicht gelesen werden: Das System, das es kennt, antwortet nicht.',
    },
    cures: {
      ours: 'Versuchen Sie es gleich noch einmal. Wenn es wieder geschieht, wenden Sie sich an den Support.',
      theirs:
        'Gehen Sie zurück zur App und versuchen Sie es noch einmal. Wenn es wieder geschieht, wenden Sie sich an den Entwickler der App.',
    },
    tryAgain: 'Noch einmal versuchen',
    errorId: 'Fehler-ID',
    useOfErrorId:
      'Geben Sie diese ID dem Entwickler der App oder dem Support weiter; sie steht auch im Protokoll.',
    inConsole: 'Entwickeln Sie diese App? Die Konsole erklärt diesen Fehler.',
    stale: {
      title: 'Diese Seite ist zu alt',
      sentence:
        'Diese Seite war zu lange geöffnet, oder sie wurde in einem anderen Browser geöffnet. Es wurde nichts geändert.',
      cure: 'Gehen Sie zurück zur App und beginnen Sie von vorn. Ihr Browser muss Cookies für diese Seite zulassen.',
    },
    notFound: {
      title: 'Hier ist nichts',
      sentence: 'Unter dieser Adresse gibt es keine Seite.',
      cure: 'Prüfen Sie die Adresse, oder beginnen Sie auf der Startseite.',
    },
  },
  sv: {
    titles: {
      app: 'Appen kan inte anslutas',
      page: 'Det här fungerade inte',
      ours: 'Något gick fel',
    },
    leads: {
      app: 'Appen skickade en begäran som servern inte kan ta emot. Till appens utvecklare (på engelska):',
      page: 'Servern kan inte ta emot det som din webbläsare skickade. Närmare bestämt (på engelska):',
    },
    sentences: {
      fault: 'Något gick fel på servern.',
      busy: 'Servern är hårt belastad. Försök igen om en stund.',
      tooOld: 'Begäran påbörjades för länge sedan, eller av en annan server.',
      appNotActive: 'Den här appen är inte aktiv.',
      homesNotKnown: 'Dina hem kan inte läsas just nu: systemet som känner till dem svarar inte.',
    },
    cures: {
      ours: 'Försök igen om en stund. Om det händer igen, kontakta supporten.',
      theirs: 'Gå tillbaka till appen och försök igen. Om det händer igen, kontakta appens utvecklare.',
    },
    tryAgain: 'Försök igen',
    errorId: 'Fel-id',
    useOfErrorId: 'Uppge detta id för appens utvecklare eller supporten; det finns också i loggen.',
    inConsole: 'Utvecklar du den här appen? Konsolen förklarar felet.',
    stale: {
      title: 'Sidan är för gammal',
      sentence:
        'Sidan var öppen för länge, eller så öppnades den i en annan webbläsare. Ingenting har ändrats.',
      cure: 'Gå tillbaka till appen och börja om. Webbläsaren måste tillåta kakor för den här webbplatsen.',
    },
    notFound: {
      title: 'Här finns ingenting',
      sentence: 'Det finns ingen sida på den här adressen.',
      cure: 'Kontrollera adressen, eller börja på startsidan.',
    },
  },
  es: {
    titles: {
      app: 'No se puede conectar esta aplicación',
      page: 'Esto no ha funcionado',
      ours: 'Algo ha fallado',
    },
    leads: {
      app: 'La aplicación ha enviado una solicitud que este servidor no puede aceptar. Para su desarrollador (en inglés):',
      page: 'Este servidor no puede aceptar lo que ha enviado su navegador. En detalle (en inglés):',
    },
    sentences: {
      fault: 'Algo ha fallado en el servidor.',
      busy: 'El servidor está ocupado. Vuelva a intentarlo dentro de un momento.',
      tooOld: 'Esta solicitud se inició hace demasiado tiempo o en otro servidor.',
      appNotActive: 'Esta aplicación no está activa.',
      homesNotKnown: 'Sus hogares no se pueden leer en este momento: el sistema que los conoce no responde.',
    },
    cures: {
      ours: 'Vuelva a intentarlo dentro de un momento. Si ocurre de nuevo, avise al servicio de asistencia.',
      theirs:
        'Vuelva a la aplicación e inténtelo otra vez. Si ocurre de nuevo, avise al desarrollador de la aplicación.',
    },
    tryAgain: 'Volver a intentarlo',
    errorId: 'Id. del error',
    useOfErrorId:
      'Facilite este identificador al desarrollador de la aplicación o al servicio de asistencia; también figura en el registro.',
    inConsole: '¿Desarrolla usted esta aplicación? La consola explica este error.',
    stale: {
      title: 'Esta página ha caducado',
      sentence:
        'Esta página ha estado abierta demasiado tiempo o se abrió en otro navegador. No se ha cambiado nada.',
      cure: 'Vuelva a la aplicación y empiece de nuevo. Su navegador debe permitir las cookies de este sitio.',
    },
    notFound: {
      title: 'Aquí no hay nada',
      sentence: 'No hay ninguna página en esta dirección.',
      cure: 'Compruebe la dirección o empiece en la página de inicio.',
    },
  },
  fr: {
    titles: {
      app: 'Cette application ne peut pas être connectée',
      page: 'Cela n’a pas fonctionné',
      ours: 'Une erreur s’est produite',
    },
    leads: {
      app: 'L’application a envoyé une demande que ce serveur ne peut pas accepter. Pour son développeur (en anglais) :',
      page: 'Ce serveur ne peut pas accepter ce que votre navigateur a envoyé. En détail (en anglais) :',
    },
    sentences: {
      fault: 'Une erreur s’est produite sur le serveur.',
      busy: 'Le serveur est très sollicité. Réessayez dans un instant.',
      tooOld: 'Cette demande a commencé il y a trop longtemps, ou sur un autre serveur.',
      appNotActive: 'Cette application n’est pas active.',
      homesNotKnown:
        'Vos maisons ne peuvent pas être lues pour le moment : le système qui les connaît ne répond pas.',
    },
    cures: {
      ours: 'Réessayez dans un instant. Si cela se reproduit, prévenez l’assistance.',
      theirs:
        'Revenez à l’application et réessayez. Si cela se reproduit, prévenez le développeur de l’application.',
    },
    tryAgain: 'Réessayer',
    errorId: 'Identifiant de l’erreur',
    useOfErrorId:
      'Communiquez cet identifiant au développeur de l’application ou à l’assistance ; il figure aussi dans le journal.',
    inConsole: 'Vous développez cette application ? La console explique cette erreur.',
    stale: {
      title: 'Cette page a expiré',
      sentence:
        'Cette page est restée ouverte trop longtemps, ou elle a été ouverte dans un autre navigateur. Rien n’a été modifié.',
      cure: 'Revenez à l’application et recommencez. Votre navigateur doit autoriser les cookies de ce site.',
    },
    notFound: {
      title: 'Il n’y a rien ici',
      sentence: 'Aucune page ne se trouve à cette adresse.',
      cure: 'Vérifiez l’adresse, ou commencez par la page d’accueil.',
    },
  },
}
