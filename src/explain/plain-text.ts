/** A rule's text without a pod to fill it in: optional parts are left out, variables are named. */
export function plainText(template: string): string {
  return template
    .replace(/\[\[[^\]]*\]\]/g, '')
    .replaceAll('{{previousFlag}}', ' [--previous]')
    .replace(/\{\{(\w+)\}\}/g, (_, name: string) => name.replace(/[A-Z]/g, '-$&').toUpperCase())
    .trim();
}
