import type { InEveryLanguage } from '../pages/language.ts'
import type { Extent } from './home-choice.ts'
import type { Level, SensitiveAction } from './home-offer.ts'

// What an app may reach of a home, and how a person chooses it. Longer than other files, because it is a table.

export interface HomePickerTexts {
  readonly title: string
  readonly youChoose: string
  readonly appAsked: string
  readonly extents: Readonly<Record<Extent, string>>
  /** Parts of a line that goes on with a level. */
  readonly allLater: (count: number) => string
  readonly allNow: (count: number) => string
  readonly allAsked: (count: number) => string
  readonly noDeviceYet: string
  readonly nothingGiven: string
  readonly chooseDevices: string
  readonly levels: Readonly<Record<Level | 'none', string>>
  readonly future: string
  readonly alsoAllow: string
  readonly sensitive: Readonly<Record<SensitiveAction, { readonly title: string; readonly means?: string }>>
  /** A button, where all devices of all homes would make a page too long. */
  readonly showDevices: (count: number) => string
  readonly more: (count: number) => string
  readonly problems: Readonly<Record<'unknown' | 'nothing', string>>
}

export const homePickerTexts: InEveryLanguage<HomePickerTexts> = {
  en: {
    title: 'Homes and devices',
    youChoose: 'You choose what the app reaches. It does not learn of anything else.',
    appAsked: 'The app asked for these by name. You can give it less.',
    extents: { everything: 'Everything', chosen: 'Choose', nothing: 'Nothing' },
    allLater: (count) =>
      count === 1
        ? 'Its one device, also those that you add later'
        : `All ${count} devices, also those that you add later`,
    allNow: (count) =>
      count === 1 ? 'The one device that it has now' : `The ${count} devices that it has now`,
    allAsked: (count) =>
      count === 1 ? 'The device that the app asked for' : `The ${count} devices that the app asked for`,
    noDeviceYet: 'No device yet, but those that you add later',
    nothingGiven: 'The app does not learn that this home exists.',
    chooseDevices: 'What it may do with each device',
    levels: { none: 'No access', read: 'See', control: 'See and control' },
    future: 'Also devices that you add later',
    alsoAllow: 'Also allow',
    sensitive: {
      away: { title: 'Say whether you are at home or away' },
      camera: { title: 'See the cameras', means: 'Otherwise it does not learn that they exist.' },
      unlock: { title: 'Open the locks', means: 'Whoever has the app could then open your doors.' },
    },
    showDevices: (count) => `Show its ${count} devices`,
    more: (count) => `and ${count} more`,
    problems: {
      unknown:
        'Your homes or devices have changed since this page was opened. This is what there is now: look at your choice again.',
      nothing: 'Nothing is chosen. Choose at least one home or device, or deny the access.',
    },
  },
  de: {
    title: 'Zuhause und Geräte',
    youChoose: 'Sie wählen aus, worauf die App zugreift. Von allem anderen erfährt sie nichts.',
    appAsked: 'Die App hat namentlich darum gebeten. Sie können ihr weniger geben.',
    extents: { everything: 'Alles', chosen: 'Auswahl', nothing: 'Nichts' },
    allLater: (count) =>
      count === 1
        ? 'Das eine Gerät, auch später hinzugefügte'
        : `Alle ${count} Geräte, auch später hinzugefügte`,
    allNow: (count) => (count === 1 ? 'Das eine Gerät von jetzt' : `Die ${count} Geräte von jetzt`),
    allAsked: (count) =>
      count === 1
        ? 'Das Gerät, um das die App gebeten hat'
        : `Die ${count} Geräte, um die die App gebeten hat`,
    noDeviceYet: 'Noch kein Gerät, aber später hinzugefügte',
    nothingGiven: 'Die App erfährt nicht, dass es dieses Zuhause gibt.',
    chooseDevices: 'Was sie mit jedem Gerät darf',
    levels: { none: 'Kein Zugriff', read: 'Sehen', control: 'Sehen und steuern' },
    future: 'Auch Geräte, die Sie später hinzufügen',
    alsoAllow: 'Außerdem erlauben',
    sensitive: {
      away: { title: 'Angeben, ob Sie zu Hause oder unterwegs sind' },
      camera: { title: 'Die Kameras sehen', means: 'Sonst erfährt sie nicht, dass es sie gibt.' },
      unlock: { title: 'Die Schlösser öffnen', means: 'Wer die App hat, könnte dann Ihre Türen öffnen.' },
    },
    showDevices: (count) => `Die ${count} Geräte anzeigen`,
    more: (count) => `und ${count} weitere`,
    problems: {
      unknown:
        'Ihr Zuhause oder Ihre Geräte haben sich geändert, seit diese Seite geöffnet wurde. Das ist der Stand von jetzt: Sehen Sie sich Ihre Auswahl noch einmal an.',
      nothing:
        'Es ist nichts ausgewählt. Wählen Sie mindestens ein Zuhause oder ein Gerät aus, oder lehnen Sie den Zugriff ab.',
    },
  },
  sv: {
    title: 'Hem och enheter',
    youChoose: 'Du väljer vad appen når. Den får inte veta något om annat.',
    appAsked: 'Appen bad om just dessa. Du kan ge den mindre.',
    extents: { everything: 'Allt', chosen: 'Jag väljer', nothing: 'Inget' },
    allLater: (count) =>
      count === 1
        ? 'Den enda enheten, även de som du lägger till senare'
        : `Alla ${count} enheter, även de som du lägger till senare`,
    allNow: (count) => (count === 1 ? 'Den enda enheten just nu' : `De ${count} enheter som finns just nu`),
    allAsked: (count) => (count === 1 ? 'Enheten som appen bad om' : `De ${count} enheter som appen bad om`),
    noDeviceYet: 'Ingen enhet än, men de som du lägger till senare',
    nothingGiven: 'Appen får inte veta att det här hemmet finns.',
    chooseDevices: 'Vad den får göra med varje enhet',
    levels: { none: 'Ingen åtkomst', read: 'Se', control: 'Se och styra' },
    future: 'Även enheter som du lägger till senare',
    alsoAllow: 'Tillåt även',
    sensitive: {
      away: { title: 'Ange om du är hemma eller borta' },
      camera: { title: 'Se kamerorna', means: 'Annars får den inte veta att de finns.' },
      unlock: { title: 'Öppna låsen', means: 'Den som har appen skulle då kunna öppna dina dörrar.' },
    },
    showDevices: (count) => `Visa de ${count} enheterna`,
    more: (count) => `och ${count} till`,
    problems: {
      unknown:
        'Dina hem eller enheter har ändrats sedan sidan öppnades. Så här är det nu: titta på ditt val igen.',
      nothing: 'Inget är valt. Välj minst ett hem eller en enhet, eller neka åtkomsten.',
    },
  },
  es: {
    title: 'Hogares y dispositivos',
    youChoose: 'Usted elige a qué accede la aplicación. De lo demás no llega a saber nada.',
    appAsked: 'La aplicación ha pedido esto en concreto. Puede darle menos.',
    extents: { everything: 'Todo', chosen: 'Yo elijo', nothing: 'Nada' },
    allLater: (count) =>
      count === 1
        ? 'Su único dispositivo, también los que añada más adelante'
        : `Los ${count} dispositivos, también los que añada más adelante`,
    allNow: (count) =>
      count === 1 ? 'El único dispositivo que tiene ahora' : `Los ${count} dispositivos que tiene ahora`,
    allAsked: (count) =>
      count === 1
        ? 'El dispositivo que ha pedido la aplicación'
        : `Los ${count} dispositivos que ha pedido la aplicación`,
    noDeviceYet: 'Ningún dispositivo todavía, pero sí los que añada más adelante',
    nothingGiven: 'La aplicación no llega a saber que este hogar existe.',
    chooseDevices: 'Lo que puede hacer con cada dispositivo',
    levels: { none: 'Sin acceso', read: 'Ver', control: 'Ver y controlar' },
    future: 'También los dispositivos que añada más adelante',
    alsoAllow: 'Permitir además',
    sensitive: {
      away: { title: 'Indicar si está en casa o fuera' },
      camera: { title: 'Ver las cámaras', means: 'Si no, no llega a saber que existen.' },
      unlock: {
        title: 'Abrir las cerraduras',
        means: 'Quien tenga la aplicación podría entonces abrir sus puertas.',
      },
    },
    showDevices: (count) => `Mostrar los ${count} dispositivos`,
    more: (count) => `y ${count} más`,
    problems: {
      unknown:
        'Sus hogares o dispositivos han cambiado desde que se abrió esta página. Esto es lo que hay ahora: revise de nuevo su elección.',
      nothing: 'No ha elegido nada. Elija al menos un hogar o un dispositivo, o rechace el acceso.',
    },
  },
  fr: {
    title: 'Maisons et appareils',
    youChoose: 'Vous choisissez ce à quoi l’application accède. Elle n’apprend rien du reste.',
    appAsked: 'L’application a demandé précisément ceci. Vous pouvez lui donner moins.',
    extents: { everything: 'Tout', chosen: 'Je choisis', nothing: 'Rien' },
    allLater: (count) =>
      count === 1
        ? 'Son unique appareil, y compris ceux que vous ajouterez plus tard'
        : `Les ${count} appareils, y compris ceux que vous ajouterez plus tard`,
    allNow: (count) =>
      count === 1 ? 'Le seul appareil qu’elle a maintenant' : `Les ${count} appareils qu’elle a maintenant`,
    allAsked: (count) =>
      count === 1
        ? 'L’appareil que l’application a demandé'
        : `Les ${count} appareils que l’application a demandés`,
    noDeviceYet: 'Pas encore d’appareil, mais ceux que vous ajouterez plus tard',
    nothingGiven: 'L’application n’apprend pas que cette maison existe.',
    chooseDevices: 'Ce qu’elle peut faire avec chaque appareil',
    levels: { none: 'Aucun accès', read: 'Voir', control: 'Voir et contrôler' },
    future: 'Aussi les appareils que vous ajouterez plus tard',
    alsoAllow: 'Autoriser aussi',
    sensitive: {
      away: { title: 'Indiquer si vous êtes chez vous ou absent' },
      camera: { title: 'Voir les caméras', means: 'Sinon, elle n’apprend pas qu’elles existent.' },
      unlock: {
        title: 'Ouvrir les serrures',
        means: 'Quiconque dispose de l’application pourrait alors ouvrir vos portes.',
      },
    },
    showDevices: (count) => `Afficher les ${count} appareils`,
    more: (count) => `et ${count} de plus`,
    problems: {
      unknown:
        'Vos maisons ou vos appareils ont changé depuis l’ouverture de cette page. Voici ce qu’il y a maintenant\u00a0: vérifiez de nouveau votre choix.',
      nothing: 'Rien n’est choisi. Choisissez au moins une maison ou un appareil, ou refusez l’accès.',
    },
  },
}
