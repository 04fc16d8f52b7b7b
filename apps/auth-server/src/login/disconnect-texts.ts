import type { InEveryLanguage } from '../pages/language.ts'

export interface DisconnectTexts {
  readonly title: string
  readonly explanation: string
}

/** What a new password may end besides the sessions. */
export const disconnectTexts: InEveryLanguage<DisconnectTexts> = {
  en: {
    title: 'Remove all connected apps too',
    explanation: 'Do this when somebody else may have known your password. You can connect apps anew.',
  },
  de: {
    title: 'Auch alle verbundenen Apps entfernen',
    explanation:
      'Tun Sie das, wenn jemand anderes Ihr Passwort gekannt haben könnte. Sie können Apps neu verbinden.',
  },
  sv: {
    title: 'Ta också bort alla anslutna appar',
    explanation: 'Gör det om någon annan kan ha känt till ditt lösenord. Du kan ansluta appar på nytt.',
  },
  es: {
    title: 'Quitar también todas las aplicaciones conectadas',
    explanation:
      'Hágalo si otra persona pudo conocer su contraseña. Puede volver a conectar las aplicaciones.',
  },
  fr: {
    title: 'Retirer aussi toutes les applications connectées',
    explanation:
      'Faites-le si quelqu’un d’autre a pu connaître votre mot de passe. Vous pourrez reconnecter les applications.',
  },
}
