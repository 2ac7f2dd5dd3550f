import type { JsonObject, JsonValue } from '../contract.ts';

/** The payload with nothing of its files but their ids, as Slack tells of files of another workspace. */
export function filesAsIds(payload: JsonObject): JsonObject {
  return bare(payload) as JsonObject;
}

function bare(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  if (typeof value.url_private === 'string' && typeof value.id === 'string')
    return {
      id: value.id,
      created: 0,
      timestamp: 0,
      name: '',
      title: '',
      mimetype: '',
      filetype: '',
      pretty_type: '',
      user: '',
      size: 0,
      mode: 'file_access',
      file_access: 'check_file_info',
    };
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, each === undefined ? null : bare(each)]),
  );
}
