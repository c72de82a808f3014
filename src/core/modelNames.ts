// Many servers list every model that they hold; these families do not chat.
const notForChat = /embed|whisper|tts|audio|dall-e|image|moderation|rerank|sora|realtime|transcribe|davinci|babbage|instruct-0914|3\.5-turbo-instruct/i;

/** Whether a model with this name is one to talk to, as far as its name tells. */
export function soundsLikeChat(id: string): boolean {
  return !notForChat.test(id);
}

/** Whether a model with this name makes vectors of texts, as far as its name tells. */
export function soundsLikeEmbedding(id: string): boolean {
  return /embed/i.test(id);
}

/** What a model is called besides its version, size and date: `gpt-mini` for `gpt-5-mini-2025-08-07`, `llama` for `llama3.1:8b`. */
export function familyOf(id: string): string {
  const [first = '', ...words] = id.toLowerCase().split(/[-_:/@ ]+/);
  return [first.replaceAll(/[\d.]+/g, ''), ...words.filter((word) => !/\d|^(?:latest|preview)$/.test(word))].join('-');
}

/** Names of models, the newest version last: `gpt-4o` before `gpt-5`, whatever the families. Sizes such as `70b` are no versions. */
export function byVersion(first: string, second: string): number {
  return versionOf(first) - versionOf(second) || first.localeCompare(second, 'en', { numeric: true });
}

function versionOf(id: string): number {
  const [, version = '0'] = /(?<!\d)(\d{1,2}(?:\.\d{1,2})?)(?![\d.]*b\b|\d)/i.exec(id) ?? [];
  return Number(version);
}
