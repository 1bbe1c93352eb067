/** Texts of the tools around the chat: inspector, clock, limits, faults, people and chats. */
export const enTools = {
  inspector: 'Inspector',
  inspectorText: 'Raw updates and calls of {name} show up here as they happen.',
  inspectorUpdate: 'update',
  inspectorCall: 'call',
  inspectorClear: 'Clear',
};
