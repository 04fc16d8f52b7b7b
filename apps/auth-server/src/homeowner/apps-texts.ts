import { html } from 'hono/html'
import type { Html } from '../pages/html.ts'
import type { InEveryLanguage } from '../pages/language.ts'

// What an account has connected, and how it takes that back. Longer than other files, because it is a table.

export interface AppsTexts {
  readonly lead: string
  readonly none: { readonly title: string; readonly text: string }
  /** Parts of one line about an app; the time is one, or `neverUsed`. */
  readonly lastUsed: (time: Html) => Html
  readonly neverUsed: string
  readonly notConnected: string
  readonly switchedOff: string
  readonly switchedOffMore: string
  readonly notConnectedMore: string
  readonly mayDo: string
  readonly connections: string
  readonly connectionsMore: string
  readonly newestShown: (count: number) => string
  readonly connectedOn: (day: Html) => Html
  readonly used: string
  readonly homes: string
  readonly accountOnly: string
  readonly noHomeNow: string
  /** Below what an app may do, where it is about homes. */
  readonly asFarAsChosen: string
  readonly change: {
    readonly action: string
    readonly title: string
    readonly heading: (app: Html) => Html
    readonly lead: string
    readonly save: string
    /** In place of saving; a link to it follows. */
    readonly nothing: string
    readonly done: Readonly<Record<'narrowed' | 'widened' | 'changed' | 'same', string>>
  }
  readonly remove: {
    readonly action: string
    readonly submit: string
    readonly title: string
    readonly heading: (app: Html) => Html
    readonly text: string
    readonly again: string
    readonly done: string
  }
  readonly end: {
    readonly action: string
    readonly title: string
    readonly heading: (app: Html) => Html
    readonly text: string
    readonly done: string
  }
}

export const appsTexts: InEveryLanguage<AppsTexts> = {
  en: {
    lead: 'Apps that you allowed to reach your home or your account. Remove one, and its access ends at once.',
    none: {
      title: 'No app is connected',
      text: 'When you allow an app to reach your home, it appears here.',
    },
    lastUsed: (time) => html`Last used ${time}`,
    neverUsed: 'Not used yet',
    notConnected: 'Not connected now',
    switchedOff: 'Switched off',
    switchedOffMore: 'This app is switched off, so it can reach nothing at the moment.',
    notConnectedMore:
      'This app has no connection at the moment. Until you remove it, it may connect again without asking you.',
    mayDo: 'What it may do',
    connections: 'Connections',
    connectionsMore:
      'Each time that you connected this app, on another phone for example, made a connection of its own.',
    newestShown: (count) => `These are the ${count} that were used last. Removing the app ends all of them.`,
    connectedOn: (day) => html`Connected on ${day}`,
    used: 'Last used',
    homes: 'Homes',
    accountOnly: 'No home, only your account',
    noHomeNow: 'No home that is yours now',
    asFarAsChosen: 'In your homes only as far as its connection says.',
    change: {
      action: 'Change homes and devices',
      title: 'Homes and devices',
      heading: (app) => html`What may ${app} reach?`,
      lead: 'What you change here counts at once.',
      save: 'Save',
      nothing: 'Nothing is chosen. To give the app nothing any more, end its access instead.',
      done: {
        narrowed: 'The app reaches less from now on.',
        widened: 'The app reaches more from now on.',
        changed: 'From now on the app reaches what you chose.',
        same: 'Nothing was changed.',
      },
    },
    remove: {
      action: 'Remove this app',
      submit: 'Remove',
      title: 'Remove an app',
      heading: (app) => html`Remove ${app}?`,
      text: 'Its access ends at once, on every device where you connected it. Your homes and your account stay as they are.',
      again: 'To use it again you connect it anew, and you are asked again.',
      done: 'The app is removed. Its access has ended.',
    },
    end: {
      action: 'End this connection',
      title: 'End a connection',
      heading: (app) => html`End this connection of ${app}?`,
      text: 'This one connection ends at once. The others of this app go on.',
      done: 'The connection has ended.',
    },
  },
  de: {
    lead: 'Apps, denen Sie Zugriff auf Ihr Zuhause oder Ihr Konto erlaubt haben. Entfernen Sie eine, endet ihr Zugriff sofort.',
    none: {
      title: 'Keine App ist verbunden',
      text: 'Wenn Sie einer App Zugriff auf Ihr Zuhause erlauben, erscheint sie hier.',
    },
    lastUsed: (time) => html`Zuletzt genutzt: ${time}`,
    neverUsed: 'Noch nicht genutzt',
    notConnected: 'Zurzeit nicht verbunden',
    switchedOff: 'Abgeschaltet',
    switchedOffMore: 'Diese App ist abgeschaltet und kann zurzeit auf nichts zugreifen.',
    notConnectedMore:
      'Diese App hat zurzeit keine Verbindung. Solange Sie sie nicht entfernen, kann sie sich wieder verbinden, ohne Sie zu fragen.',
    mayDo: 'Was sie darf',
    connections: 'Verbindungen',
    connectionsMore:
      'Jedes Mal, wenn Sie diese App verbunden haben, zum Beispiel auf einem anderen Telefon, ist eine eigene Verbindung entstanden.',
    newestShown: (count) =>
      `Dies sind die ${count} zuletzt genutzten. Wenn Sie die App entfernen, enden alle.`,
    connectedOn: (day) => html`Verbunden am ${day}`,
    used: 'Zuletzt genutzt',
    homes: 'Zuhause',
    accountOnly: 'Kein Zuhause, nur Ihr Konto',
    noHomeNow: 'Kein Zuhause, das jetzt Ihnen gehört',
    asFarAsChosen: 'In Ihrem Zuhause nur so weit, wie es bei der Verbindung steht.',
    change: {
      action: 'Zuhause und Geräte ändern',
      title: 'Zuhause und Geräte',
      heading: (app) => html`Worauf darf ${app} zugreifen?`,
      lead: 'Was Sie hier ändern, gilt sofort.',
      save: 'Speichern',
      nothing:
        'Es ist nichts ausgewählt. Soll die App gar keinen Zugriff mehr haben, beenden Sie ihn stattdessen.',
      done: {
        narrowed: 'Die App hat ab jetzt weniger Zugriff.',
        widened: 'Die App hat ab jetzt mehr Zugriff.',
        changed: 'Ab jetzt hat die App Zugriff auf das, was Sie ausgewählt haben.',
        same: 'Es wurde nichts geändert.',
      },
    },
    remove: {
      action: 'Diese App entfernen',
      submit: 'Entfernen',
      title: 'Eine App entfernen',
      heading: (app) => html`${app} entfernen?`,
      text: 'Der Zugriff endet sofort, auf jedem Gerät, auf dem Sie die App verbunden haben. Ihr Zuhause und Ihr Konto bleiben, wie sie sind.',
      again: 'Um die App wieder zu nutzen, verbinden Sie sie neu und werden wieder gefragt.',
      done: 'Die App ist entfernt. Ihr Zugriff ist beendet.',
    },
    end: {
      action: 'Diese Verbindung beenden',
      title: 'Eine Verbindung beenden',
      heading: (app) => html`Diese Verbindung von ${app} beenden?`,
      text: 'Nur diese Verbindung endet, und zwar sofort. Die anderen dieser App bestehen weiter.',
      done: 'Die Verbindung ist beendet.',
    },
  },
  sv: {
    lead: 'Appar som du har gett åtkomst till ditt hem eller ditt konto. Ta bort en, så upphör dess åtkomst genast.',
    none: {
      title: 'Ingen app är ansluten',
      text: 'När du ger en app åtkomst till ditt hem visas den här.',
    },
    lastUsed: (time) => html`Senast använd ${time}`,
    neverUsed: 'Inte använd än',
    notConnected: 'Inte ansluten nu',
    switchedOff: 'Avstängd',
    switchedOffMore: 'Appen är avstängd och kan inte nå någonting just nu.',
    notConnectedMore:
      'Appen har ingen anslutning just nu. Tills du tar bort den kan den ansluta igen utan att fråga dig.',
    mayDo: 'Vad den får göra',
    connections: 'Anslutningar',
    connectionsMore:
      'Varje gång du har anslutit appen, till exempel på en annan telefon, blev det en egen anslutning.',
    newestShown: (count) => `Det här är de ${count} som användes senast. Tar du bort appen upphör alla.`,
    connectedOn: (day) => html`Ansluten den ${day}`,
    used: 'Senast använd',
    homes: 'Hem',
    accountOnly: 'Inget hem, bara ditt konto',
    noHomeNow: 'Inget hem som är ditt nu',
    asFarAsChosen: 'I dina hem bara så långt som det står vid anslutningen.',
    change: {
      action: 'Ändra hem och enheter',
      title: 'Hem och enheter',
      heading: (app) => html`Vad får ${app} nå?`,
      lead: 'Det du ändrar här gäller genast.',
      save: 'Spara',
      nothing: 'Inget är valt. Ska appen inte längre nå något, avsluta dess åtkomst i stället.',
      done: {
        narrowed: 'Appen når mindre från och med nu.',
        widened: 'Appen når mer från och med nu.',
        changed: 'Från och med nu når appen det du har valt.',
        same: 'Inget ändrades.',
      },
    },
    remove: {
      action: 'Ta bort appen',
      submit: 'Ta bort',
      title: 'Ta bort en app',
      heading: (app) => html`Ta bort ${app}?`,
      text: 'Åtkomsten upphör genast, på varje enhet där du har anslutit appen. Dina hem och ditt konto förblir som de är.',
      again: 'För att använda appen igen ansluter du den på nytt och blir tillfrågad igen.',
      done: 'Appen är borttagen. Dess åtkomst har upphört.',
    },
    end: {
      action: 'Avsluta anslutningen',
      title: 'Avsluta en anslutning',
      heading: (app) => html`Avsluta den här anslutningen av ${app}?`,
      text: 'Bara den här anslutningen upphör, och det genast. Appens andra anslutningar fortsätter.',
      done: 'Anslutningen har avslutats.',
    },
  },
  es: {
    lead: 'Aplicaciones a las que ha permitido acceder a su hogar o a su cuenta. Si quita una, su acceso termina de inmediato.',
    none: {
      title: 'No hay ninguna aplicación conectada',
      text: 'Cuando permita a una aplicación acceder a su hogar, aparecerá aquí.',
    },
    lastUsed: (time) => html`Último uso: ${time}`,
    neverUsed: 'Sin usar todavía',
    notConnected: 'Ahora sin conexión',
    switchedOff: 'Desactivada',
    switchedOffMore: 'Esta aplicación está desactivada y por ahora no puede acceder a nada.',
    notConnectedMore:
      'Esta aplicación no tiene ahora ninguna conexión. Mientras no la quite, puede volver a conectarse sin preguntarle.',
    mayDo: 'Lo que puede hacer',
    connections: 'Conexiones',
    connectionsMore:
      'Cada vez que conectó esta aplicación, por ejemplo en otro teléfono, se creó una conexión propia.',
    newestShown: (count) =>
      `Estas son las ${count} usadas más recientemente. Si quita la aplicación, terminan todas.`,
    connectedOn: (day) => html`Conectada el ${day}`,
    used: 'Último uso',
    homes: 'Hogares',
    accountOnly: 'Ningún hogar, solo su cuenta',
    noHomeNow: 'Ningún hogar que ahora sea suyo',
    asFarAsChosen: 'En sus hogares, solo hasta donde indica su conexión.',
    change: {
      action: 'Cambiar hogares y dispositivos',
      title: 'Hogares y dispositivos',
      heading: (app) => html`¿A qué puede acceder ${app}?`,
      lead: 'Lo que cambie aquí vale de inmediato.',
      save: 'Guardar',
      nothing: 'No ha elegido nada. Para que la aplicación no acceda a nada más, termine su acceso.',
      done: {
        narrowed: 'La aplicación accede a menos desde ahora.',
        widened: 'La aplicación accede a más desde ahora.',
        changed: 'Desde ahora la aplicación accede a lo que ha elegido.',
        same: 'No se ha cambiado nada.',
      },
    },
    remove: {
      action: 'Quitar esta aplicación',
      submit: 'Quitar',
      title: 'Quitar una aplicación',
      heading: (app) => html`¿Quitar ${app}?`,
      text: 'Su acceso termina de inmediato, en todos los dispositivos en los que la conectó. Sus hogares y su cuenta quedan como están.',
      again: 'Para volver a usarla, conéctela de nuevo; se le preguntará otra vez.',
      done: 'La aplicación se ha quitado. Su acceso ha terminado.',
    },
    end: {
      action: 'Terminar esta conexión',
      title: 'Terminar una conexión',
      heading: (app) => html`¿Terminar esta conexión de ${app}?`,
      text: 'Solo termina esta conexión, y de inmediato. Las demás de esta aplicación continúan.',
      done: 'La conexión ha terminado.',
    },
  },
  fr: {
    lead: 'Les applications que vous avez autorisées à accéder à votre maison ou à votre compte. Retirez-en une, et son accès prend fin aussitôt.',
    none: {
      title: 'Aucune application n’est connectée',
      text: 'Quand vous autorisez une application à accéder à votre maison, elle apparaît ici.',
    },
    lastUsed: (time) => html`Dernière utilisation le ${time}`,
    neverUsed: 'Pas encore utilisée',
    notConnected: 'Non connectée actuellement',
    switchedOff: 'Désactivée',
    switchedOffMore: 'Cette application est désactivée et ne peut accéder à rien pour le moment.',
    notConnectedMore:
      'Cette application n’a aucune connexion pour le moment. Tant que vous ne la retirez pas, elle peut se reconnecter sans vous demander.',
    mayDo: 'Ce qu’elle peut faire',
    connections: 'Connexions',
    connectionsMore:
      'Chaque fois que vous avez connecté cette application, par exemple sur un autre téléphone, une connexion distincte a été créée.',
    newestShown: (count) =>
      `Voici les ${count} utilisées le plus récemment. Retirer l’application met fin à toutes.`,
    connectedOn: (day) => html`Connectée le ${day}`,
    used: 'Dernière utilisation',
    homes: 'Maisons',
    accountOnly: 'Aucune maison, seulement votre compte',
    noHomeNow: 'Aucune maison qui soit à vous maintenant',
    asFarAsChosen: 'Dans vos maisons, seulement dans la mesure indiquée pour sa connexion.',
    change: {
      action: 'Modifier les maisons et les appareils',
      title: 'Maisons et appareils',
      heading: (app) => html`À quoi ${app} peut-elle accéder ?`,
      lead: 'Ce que vous modifiez ici prend effet aussitôt.',
      save: 'Enregistrer',
      nothing:
        'Rien n’est choisi. Pour que l’application n’accède plus à rien, mettez plutôt fin à son accès.',
      done: {
        narrowed: 'L’application accède désormais à moins de choses.',
        widened: 'L’application accède désormais à plus de choses.',
        changed: 'L’application accède désormais à ce que vous avez choisi.',
        same: 'Rien n’a été modifié.',
      },
    },
    remove: {
      action: 'Retirer cette application',
      submit: 'Retirer',
      title: 'Retirer une application',
      heading: (app) => html`Retirer ${app} ?`,
      text: 'Son accès prend fin aussitôt, sur chaque appareil où vous l’avez connectée. Vos maisons et votre compte restent tels quels.',
      again: 'Pour l’utiliser de nouveau, vous la reconnectez, et votre accord vous est redemandé.',
      done: 'L’application est retirée. Son accès a pris fin.',
    },
    end: {
      action: 'Mettre fin à cette connexion',
      title: 'Mettre fin à une connexion',
      heading: (app) => html`Mettre fin à cette connexion de ${app} ?`,
      text: 'Seule cette connexion prend fin, et aussitôt. Les autres de cette application continuent.',
      done: 'La connexion a pris fin.',
    },
  },
}
