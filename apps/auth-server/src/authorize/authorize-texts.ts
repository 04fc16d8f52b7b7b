import { html } from 'hono/html'
import type { Html } from '../pages/html.ts'
import type { InEveryLanguage } from '../pages/language.ts'

/** What a person reads at the end of a journey. */
export interface AuthorizeTexts {
  readonly code: {
    readonly title: string
    readonly heading: (app: Html) => Html
    /** `time` is how long the code lives. */
    readonly typeIt: (time: string) => string
    readonly onlyThere: string
    readonly nobodyAsks: string
    readonly close: string
  }
  /** Seen for a moment, or until the button is pressed where no script runs. */
  readonly formPost: {
    readonly title: string
    readonly heading: (app: Html) => Html
    readonly onYourWay: string
    readonly goOn: string
    readonly close: string
  }
  readonly notGiven: {
    readonly title: string
    readonly heading: (app: Html) => Html
    readonly denied: string
    readonly notVerified: string
    /** Stands before the protocol's own sentence, which is English. */
    readonly refused: string
    readonly again: string
  }
}

export const authorizeTexts: InEveryLanguage<AuthorizeTexts> = {
  en: {
    code: {
      title: 'Your code',
      heading: (app) => html`Your code for ${app}`,
      typeIt: (time) => `Type it into the app within ${time}. It works once.`,
      onlyThere: 'Type this only into the app itself.',
      nobodyAsks: 'Nobody should ask you for it.',
      close: 'When the app has it, you can close this page.',
    },
    formPost: {
      title: 'Back to the app',
      heading: (app) => html`Back to ${app}`,
      onYourWay: 'You are on your way back. If nothing happens, press the button.',
      goOn: 'Continue',
      close: 'The app gets the answer to its request, and nothing else.',
    },
    notGiven: {
      title: 'No access given',
      heading: (app) => html`${app} got no access`,
      denied: 'The request was denied.',
      notVerified:
        'This app is not verified yet: only its developers and those whom they invited can connect it.',
      refused: 'The app sent a request that this server cannot accept. For the developer of the app:',
      again: 'You can close this page. To connect the app after all, begin again in the app.',
    },
  },
  de: {
    code: {
      title: 'Ihr Code',
      heading: (app) => html`Ihr Code für ${app}`,
      typeIt: (time) => `Geben Sie ihn in die App ein. Er gilt ${time} lang und nur einmal.`,
      onlyThere: 'Geben Sie diesen Code nur in der App selbst ein.',
      nobodyAsks: 'Niemand sonst darf ihn von Ihnen verlangen.',
      close: 'Sobald die App ihn hat, können Sie diese Seite schließen.',
    },
    formPost: {
      title: 'Zurück zur App',
      heading: (app) => html`Zurück zu ${app}`,
      onYourWay: 'Sie werden weitergeleitet. Wenn nichts geschieht, klicken Sie auf die Schaltfläche.',
      goOn: 'Weiter',
      close: 'Die App erhält die Antwort auf ihre Anfrage und sonst nichts.',
    },
    notGiven: {
      title: 'Kein Zugriff erteilt',
      heading: (app) => html`${app} hat keinen Zugriff erhalten`,
      denied: 'Die Anfrage wurde abgelehnt.',
      notVerified:
        'Diese App ist noch nicht überprüft: Nur ihre Entwickler und die Personen, die sie eingeladen haben, können sie verbinden.',
      refused:
        'Die App hat eine Anfrage gesendet, die dieser Server nicht annehmen kann. Für den Entwickler der App (auf Englisch):',
      again:
        'Sie können diese Seite schließen. Wenn Sie die App doch verbinden möchten, beginnen Sie noch einmal in der App.',
    },
  },
  sv: {
    code: {
      title: 'Din kod',
      heading: (app) => html`Din kod för ${app}`,
      typeIt: (time) => `Skriv in den i appen inom ${time}. Den fungerar en gång.`,
      onlyThere: 'Skriv bara in koden i själva appen.',
      nobodyAsks: 'Ingen annan ska be dig om den.',
      close: 'När appen har fått koden kan du stänga sidan.',
    },
    formPost: {
      title: 'Tillbaka till appen',
      heading: (app) => html`Tillbaka till ${app}`,
      onYourWay: 'Du skickas vidare. Om inget händer trycker du på knappen.',
      goOn: 'Fortsätt',
      close: 'Appen får svaret på sin fråga och inget annat.',
    },
    notGiven: {
      title: 'Ingen åtkomst gavs',
      heading: (app) => html`${app} fick ingen åtkomst`,
      denied: 'Begäran nekades.',
      notVerified:
        'Appen är inte verifierad än: bara dess utvecklare och de som har bjudits in kan ansluta den.',
      refused:
        'Appen skickade en begäran som servern inte kan ta emot. Till appens utvecklare (på engelska):',
      again: 'Du kan stänga sidan. Om du ändå vill ansluta appen börjar du om i appen.',
    },
  },
  es: {
    code: {
      title: 'Su código',
      heading: (app) => html`Su código para ${app}`,
      typeIt: (time) => `Escríbalo en la aplicación. Es válido durante ${time} y una sola vez.`,
      onlyThere: 'Escriba este código únicamente en la propia aplicación.',
      nobodyAsks: 'Nadie más debe pedírselo.',
      close: 'Cuando la aplicación lo tenga, puede cerrar esta página.',
    },
    formPost: {
      title: 'Volver a la aplicación',
      heading: (app) => html`Volver a ${app}`,
      onYourWay: 'Se le está redirigiendo. Si no ocurre nada, pulse el botón.',
      goOn: 'Continuar',
      close: 'La aplicación recibe la respuesta a su solicitud y nada más.',
    },
    notGiven: {
      title: 'Acceso no concedido',
      heading: (app) => html`${app} no ha obtenido acceso`,
      denied: 'La solicitud se ha rechazado.',
      notVerified:
        'Esta aplicación aún no está verificada: solo pueden conectarla sus desarrolladores y las personas a las que han invitado.',
      refused:
        'La aplicación ha enviado una solicitud que este servidor no puede aceptar. Para su desarrollador (en inglés):',
      again:
        'Puede cerrar esta página. Si al final desea conectar la aplicación, empiece de nuevo en la aplicación.',
    },
  },
  fr: {
    code: {
      title: 'Votre code',
      heading: (app) => html`Votre code pour ${app}`,
      typeIt: (time) => `Saisissez-le dans l’application. Il est valable ${time} et une seule fois.`,
      onlyThere: 'Saisissez ce code uniquement dans l’application elle-même.',
      nobodyAsks: 'Personne d’autre ne doit vous le demander.',
      close: 'Dès que l’application l’a reçu, vous pouvez fermer cette page.',
    },
    formPost: {
      title: 'Retour à l’application',
      heading: (app) => html`Retour à ${app}`,
      onYourWay: 'Vous allez être redirigé. Si rien ne se passe, appuyez sur le bouton.',
      goOn: 'Continuer',
      close: 'L’application reçoit la réponse à sa demande, et rien d’autre.',
    },
    notGiven: {
      title: 'Accès non accordé',
      heading: (app) => html`${app} n’a pas obtenu d’accès`,
      denied: 'La demande a été refusée.',
      notVerified:
        'Cette application n’est pas encore vérifiée : seuls ses développeurs et les personnes qu’ils ont invitées peuvent la connecter.',
      refused:
        'L’application a envoyé une demande que ce serveur ne peut pas accepter. Pour son développeur (en anglais) :',
      again:
        'Vous pouvez fermer cette page. Pour connecter tout de même l’application, recommencez dans l’application.',
    },
  },
}
