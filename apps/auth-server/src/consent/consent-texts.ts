import { html } from 'hono/html'
import type { Html } from '../pages/html.ts'
import type { InEveryLanguage } from '../pages/language.ts'

// The question whether an app may enter a home. Longer than other files, because it is a table.

export interface ConsentTexts {
  readonly title: string
  readonly asksForHome: (app: Html) => Html
  readonly asksForAccount: (app: Html) => Html
  readonly notVerified: string
  readonly notVerifiedMore: string
  /** In place of the one before, for an app that no person registered. */
  readonly registeredItselfMore: string
  readonly goesToDevice: string
  /** A security warning: whoever did not begin this must not accept. */
  readonly goesToDeviceMore: (address: Html) => Html
  readonly signedInAs: string
  readonly otherAccount: string
  readonly willBeAble: (app: Html) => Html
  /** What an app does with another API of the same account; stands in the list of permissions. */
  readonly useApi: (name: string) => string
  /** What an app sees of a person; the details are listed below it. */
  readonly seeDetails: string
  /** Below the permissions of an app that asks for homes. */
  readonly asFarAsChosen: string
  readonly noHome: string
  readonly goodToKnow: string
  readonly howLong: string
  readonly keeps: (time: string) => string
  readonly keepsUntilDisconnected: (idle: string) => string
  readonly keepsAtMost: (time: string, idle: string) => string
  readonly whereTo: string
  readonly toHost: (host: Html) => Html
  readonly toDevice: (address: Html) => Html
  readonly toCodePage: string
  readonly changeOfMind: string
  readonly takeBackAt: (link: Html) => Html
  readonly takeBackBySupport: (brand: string) => string
  readonly connectedApps: string
  readonly acceptingForHome: (app: Html) => Html
  readonly acceptingForAccount: (app: Html) => Html
  readonly accept: string
  readonly deny: string
}

export const consentTexts: InEveryLanguage<ConsentTexts> = {
  en: {
    title: 'Allow access',
    asksForHome: (app) => html`${app} asks for access to your home`,
    asksForAccount: (app) => html`${app} asks for access to your account`,
    notVerified: 'Nobody has verified this app.',
    notVerifiedMore:
      'Its name and publisher are only what its developer wrote. Go on only if you know who made it.',
    registeredItselfMore:
      'It registered itself, and its name is only what it says of itself. Go on only if you know who made it.',
    goesToDevice: 'The answer goes to an app on this device.',
    goesToDeviceMore: (address) =>
      html`Accept only if you started this yourself, in an app that you trust (${address}).`,
    signedInAs: 'Signed in as',
    otherAccount: 'Use another account',
    willBeAble: (app) => html`${app} will be able to`,
    useApi: (name) => `Use ${name}`,
    seeDetails: 'See these details about you',
    asFarAsChosen: 'In your homes only as far as you choose below.',
    noHome:
      'Your account has no home yet, so there is nothing to share. A home that you add later is not included; connect the app again then.',
    goodToKnow: 'Good to know',
    howLong: 'How long',
    keeps: (time) => `It keeps this access for ${time}.`,
    keepsUntilDisconnected: (idle) =>
      `It keeps this access until you disconnect it, or until it has not used it for ${idle}.`,
    keepsAtMost: (time, idle) =>
      `It keeps this access for ${time} at most: until you disconnect it, or until it has not used it for ${idle}.`,
    whereTo: 'Where the answer goes',
    toHost: (host) => html`To ${host}`,
    toDevice: (address) => html`To an app on this device, ${address}`,
    toCodePage: 'A code will be shown here, for you to type into the app.',
    changeOfMind: 'If you change your mind',
    takeBackAt: (link) => html`You can take it back at any time under ${link}.`,
    takeBackBySupport: (brand) => `You can take it back at any time by asking ${brand} support.`,
    connectedApps: 'Connected apps',
    acceptingForHome: (app) =>
      html`By accepting you authorise ${app} to reach your home and its devices as chosen above.`,
    acceptingForAccount: (app) => html`By accepting you authorise ${app} to do what is listed above.`,
    accept: 'ACCEPT',
    deny: 'DENY',
  },
  de: {
    title: 'Zugriff erlauben',
    asksForHome: (app) => html`${app} möchte auf Ihr Zuhause zugreifen`,
    asksForAccount: (app) => html`${app} möchte auf Ihr Konto zugreifen`,
    notVerified: 'Niemand hat diese App überprüft.',
    notVerifiedMore:
      'Name und Herausgeber sind nur das, was der Entwickler selbst angegeben hat. Fahren Sie nur fort, wenn Sie wissen, von wem die App stammt.',
    registeredItselfMore:
      'Sie hat sich selbst registriert, und ihr Name ist nur das, was sie über sich sagt. Fahren Sie nur fort, wenn Sie wissen, von wem die App stammt.',
    goesToDevice: 'Die Antwort geht an eine App auf diesem Gerät.',
    goesToDeviceMore: (address) =>
      html`Stimmen Sie nur zu, wenn Sie diesen Vorgang selbst begonnen haben, und zwar in einer App, der Sie vertrauen (${address}).`,
    signedInAs: 'Angemeldet als',
    otherAccount: 'Anderes Konto verwenden',
    willBeAble: (app) => html`Das darf ${app} dann`,
    useApi: (name) => `${name} verwenden`,
    seeDetails: 'Diese Angaben über Sie sehen',
    asFarAsChosen: 'In Ihrem Zuhause nur so weit, wie Sie es unten auswählen.',
    noHome:
      'In Ihrem Konto gibt es noch kein Zuhause, daher wird nichts geteilt. Ein Zuhause, das Sie später hinzufügen, gehört nicht dazu; verbinden Sie die App dann noch einmal.',
    goodToKnow: 'Gut zu wissen',
    howLong: 'Wie lange',
    keeps: (time) => `Die App behält diesen Zugriff ${time} lang.`,
    keepsUntilDisconnected: (idle) =>
      `Die App behält diesen Zugriff, bis Sie die Verbindung trennen oder die App ihn ${idle} lang nicht genutzt hat.`,
    keepsAtMost: (time, idle) =>
      `Die App behält diesen Zugriff höchstens ${time} lang: bis Sie die Verbindung trennen oder die App ihn ${idle} lang nicht genutzt hat.`,
    whereTo: 'Wohin die Antwort geht',
    toHost: (host) => html`An ${host}`,
    toDevice: (address) => html`An eine App auf diesem Gerät, ${address}`,
    toCodePage: 'Hier wird ein Code angezeigt, den Sie in der App eingeben.',
    changeOfMind: 'Wenn Sie es sich anders überlegen',
    takeBackAt: (link) => html`Sie können den Zugriff jederzeit zurücknehmen: unter ${link}.`,
    takeBackBySupport: (brand) =>
      `Sie können den Zugriff jederzeit zurücknehmen: Wenden Sie sich an den Support von ${brand}.`,
    connectedApps: 'Verbundene Apps',
    acceptingForHome: (app) =>
      html`Wenn Sie zustimmen, erlauben Sie ${app}, wie oben ausgewählt auf Ihr Zuhause und dessen Geräte zuzugreifen.`,
    acceptingForAccount: (app) => html`Wenn Sie zustimmen, erlauben Sie ${app} das, was oben aufgeführt ist.`,
    accept: 'Zustimmen',
    deny: 'Ablehnen',
  },
  sv: {
    title: 'Tillåt åtkomst',
    asksForHome: (app) => html`${app} ber om åtkomst till ditt hem`,
    asksForAccount: (app) => html`${app} ber om åtkomst till ditt konto`,
    notVerified: 'Ingen har verifierat den här appen.',
    notVerifiedMore:
      'Namn och utgivare är bara vad utvecklaren själv har uppgett. Fortsätt bara om du vet vem som har gjort appen.',
    registeredItselfMore:
      'Den har registrerat sig själv, och namnet är bara vad den säger om sig själv. Fortsätt bara om du vet vem som har gjort appen.',
    goesToDevice: 'Svaret går till en app på den här enheten.',
    goesToDeviceMore: (address) =>
      html`Godkänn bara om du själv har startat det här, i en app som du litar på (${address}).`,
    signedInAs: 'Inloggad som',
    otherAccount: 'Använd ett annat konto',
    willBeAble: (app) => html`${app} kommer att kunna`,
    useApi: (name) => `Använda ${name}`,
    seeDetails: 'Se de här uppgifterna om dig',
    asFarAsChosen: 'I dina hem bara så långt som du väljer nedan.',
    noHome:
      'Ditt konto har inget hem än, så det finns inget att dela. Ett hem som du lägger till senare ingår inte; anslut appen igen då.',
    goodToKnow: 'Bra att veta',
    howLong: 'Hur länge',
    keeps: (time) => `Appen behåller åtkomsten i ${time}.`,
    keepsUntilDisconnected: (idle) =>
      `Appen behåller åtkomsten tills du kopplar bort appen, eller tills den inte har använt åtkomsten på ${idle}.`,
    keepsAtMost: (time, idle) =>
      `Appen behåller åtkomsten i högst ${time}: tills du kopplar bort appen, eller tills den inte har använt åtkomsten på ${idle}.`,
    whereTo: 'Vart svaret skickas',
    toHost: (host) => html`Till ${host}`,
    toDevice: (address) => html`Till en app på den här enheten, ${address}`,
    toCodePage: 'En kod visas här, och du skriver in den i appen.',
    changeOfMind: 'Om du ändrar dig',
    takeBackAt: (link) => html`Du kan ta tillbaka åtkomsten när som helst under ${link}.`,
    takeBackBySupport: (brand) =>
      `Du kan ta tillbaka åtkomsten när som helst genom att kontakta supporten hos ${brand}.`,
    connectedApps: 'Anslutna appar',
    acceptingForHome: (app) =>
      html`Genom att godkänna låter du ${app} nå ditt hem och dess enheter så som du har valt ovan.`,
    acceptingForAccount: (app) => html`Genom att godkänna låter du ${app} göra det som står ovan.`,
    accept: 'Godkänn',
    deny: 'Neka',
  },
  es: {
    title: 'Permitir el acceso',
    asksForHome: (app) => html`${app} solicita acceso a su hogar`,
    asksForAccount: (app) => html`${app} solicita acceso a su cuenta`,
    notVerified: 'Nadie ha verificado esta aplicación.',
    notVerifiedMore:
      'Su nombre y su editor son solo lo que ha escrito su desarrollador. Continúe únicamente si sabe quién la ha creado.',
    registeredItselfMore:
      'Se ha registrado ella misma y su nombre es solo lo que dice de sí misma. Continúe únicamente si sabe quién la ha creado.',
    goesToDevice: 'La respuesta va a una aplicación de este dispositivo.',
    goesToDeviceMore: (address) =>
      html`Acepte solo si fue usted quien inició esto, en una aplicación de su confianza (${address}).`,
    signedInAs: 'Ha iniciado sesión como',
    otherAccount: 'Usar otra cuenta',
    willBeAble: (app) => html`${app} podrá`,
    useApi: (name) => `Usar ${name}`,
    seeDetails: 'Ver estos datos sobre usted',
    asFarAsChosen: 'En sus hogares, solo hasta donde usted elija más abajo.',
    noHome:
      'Su cuenta todavía no tiene ningún hogar, así que no hay nada que compartir. Un hogar que añada más adelante no está incluido; vuelva a conectar la aplicación entonces.',
    goodToKnow: 'Conviene saber',
    howLong: 'Durante cuánto tiempo',
    keeps: (time) => `La aplicación conserva este acceso durante ${time}.`,
    keepsUntilDisconnected: (idle) =>
      `La aplicación conserva este acceso hasta que usted la desconecte o hasta que lleve ${idle} sin usarlo.`,
    keepsAtMost: (time, idle) =>
      `La aplicación conserva este acceso durante ${time} como máximo: hasta que usted la desconecte o hasta que lleve ${idle} sin usarlo.`,
    whereTo: 'A dónde va la respuesta',
    toHost: (host) => html`A ${host}`,
    toDevice: (address) => html`A una aplicación de este dispositivo, ${address}`,
    toCodePage: 'Aquí se mostrará un código para que lo escriba en la aplicación.',
    changeOfMind: 'Si cambia de opinión',
    takeBackAt: (link) => html`Puede retirar el acceso en cualquier momento en ${link}.`,
    takeBackBySupport: (brand) =>
      `Puede retirar el acceso en cualquier momento: pídalo al servicio de asistencia de ${brand}.`,
    connectedApps: 'Aplicaciones conectadas',
    acceptingForHome: (app) =>
      html`Al aceptar, autoriza a ${app} a acceder a su hogar y a los dispositivos que hay en él según lo elegido arriba.`,
    acceptingForAccount: (app) => html`Al aceptar, autoriza a ${app} a hacer lo indicado arriba.`,
    accept: 'Aceptar',
    deny: 'Rechazar',
  },
  fr: {
    title: 'Autoriser l’accès',
    asksForHome: (app) => html`${app} demande l’accès à votre maison`,
    asksForAccount: (app) => html`${app} demande l’accès à votre compte`,
    notVerified: 'Personne n’a vérifié cette application.',
    notVerifiedMore:
      'Son nom et son éditeur sont seulement ce que son développeur a indiqué. Ne continuez que si vous savez qui l’a créée.',
    registeredItselfMore:
      'Elle s’est enregistrée elle-même et son nom est seulement ce qu’elle dit d’elle-même. Ne continuez que si vous savez qui l’a créée.',
    goesToDevice: 'La réponse est envoyée à une application de cet appareil.',
    goesToDeviceMore: (address) =>
      html`N’acceptez que si vous avez vous-même lancé cette demande, dans une application en laquelle vous avez confiance (${address}).`,
    signedInAs: 'Session ouverte avec',
    otherAccount: 'Utiliser un autre compte',
    willBeAble: (app) => html`${app} pourra`,
    useApi: (name) => `Utiliser ${name}`,
    seeDetails: 'Voir ces informations vous concernant',
    asFarAsChosen: 'Dans vos maisons, seulement dans la mesure que vous choisissez plus bas.',
    noHome:
      'Votre compte n’a pas encore de maison, il n’y a donc rien à partager. Une maison que vous ajouterez plus tard n’est pas comprise ; connectez alors de nouveau l’application.',
    goodToKnow: 'Bon à savoir',
    howLong: 'Pendant combien de temps',
    keeps: (time) => `L’application conserve cet accès pendant ${time}.`,
    keepsUntilDisconnected: (idle) =>
      `L’application conserve cet accès jusqu’à ce que vous la déconnectiez, ou qu’elle ne l’ait pas utilisé pendant ${idle}.`,
    keepsAtMost: (time, idle) =>
      `L’application conserve cet accès pendant ${time} au maximum : jusqu’à ce que vous la déconnectiez, ou qu’elle ne l’ait pas utilisé pendant ${idle}.`,
    whereTo: 'Où va la réponse',
    toHost: (host) => html`À ${host}`,
    toDevice: (address) => html`À une application de cet appareil, ${address}`,
    toCodePage: 'Un code s’affichera ici, que vous saisirez dans l’application.',
    changeOfMind: 'Si vous changez d’avis',
    takeBackAt: (link) => html`Vous pouvez retirer cet accès à tout moment dans ${link}.`,
    takeBackBySupport: (brand) =>
      `Vous pouvez retirer cet accès à tout moment en vous adressant à l’assistance ${brand}.`,
    connectedApps: 'Applications connectées',
    acceptingForHome: (app) =>
      html`En acceptant, vous autorisez ${app} à accéder à votre maison et à ses appareils comme choisi ci-dessus.`,
    acceptingForAccount: (app) =>
      html`En acceptant, vous autorisez ${app} à faire ce qui est indiqué ci-dessus.`,
    accept: 'Accepter',
    deny: 'Refuser',
  },
}
