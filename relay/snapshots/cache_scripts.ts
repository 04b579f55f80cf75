/**
 * Scripts of the cache, each atomic and counted as one command. KEYS: bodies by name, images by size, pages by
 * last use, and state of the whole cache.
 */

/** ARGV: name, now. */
export const LOOK = `
local found = redis.call('HGET', KEYS[1], ARGV[1])
if found then redis.call('ZADD', KEYS[3], 'XX', ARGV[2], ARGV[1]) end
return found`;

/**
 * ARGV: revision, name, body, its bytes, whether it is an image, now, budget. Evicts the largest images first,
 * then the pages that were unused longest; an image never evicts anything smaller. Returns -1 where the cache
 * belongs to another revision.
 */
export const KEEP = `
if redis.call('HGET', KEYS[4], 'revision') ~= ARGV[1] then return -1 end
if redis.call('HEXISTS', KEYS[1], ARGV[2]) == 1 then return 1 end
local size, budget = tonumber(ARGV[4]), tonumber(ARGV[7])
local image = ARGV[5] == '1'
local bytes = tonumber(redis.call('HGET', KEYS[4], 'bytes') or '0')
while bytes + size > budget do
  local last = redis.call('ZREVRANGE', KEYS[2], 0, 0, 'WITHSCORES')
  local of = KEYS[2]
  if #last == 0 then
    last = redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')
    of = KEYS[3]
  end
  if #last == 0 or (image and (of ~= KEYS[2] or tonumber(last[2]) <= size)) then
    redis.call('HSET', KEYS[4], 'bytes', bytes)
    return 0
  end
  bytes = bytes - redis.call('HSTRLEN', KEYS[1], last[1])
  redis.call('HDEL', KEYS[1], last[1])
  redis.call('ZREM', of, last[1])
end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
redis.call('ZADD', image and KEYS[2] or KEYS[3], image and size or ARGV[6], ARGV[2])
redis.call('HSET', KEYS[4], 'bytes', bytes + size)
local left = redis.call('PTTL', KEYS[4])
for at = 1, 3 do redis.call('PEXPIRE', KEYS[at], left) end
return 1`;

/**
 * ARGV: revision, time to live. Clears the cache unless it has this revision. Returns the cache's revision; a
 * higher one is another machine's newer one.
 */
export const EMPTY = `
local revision = redis.call('HGET', KEYS[4], 'revision')
if revision and tonumber(revision) >= tonumber(ARGV[1]) then return tonumber(revision) end
redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3])
redis.call('HSET', KEYS[4], 'revision', ARGV[1], 'bytes', '0')
redis.call('PEXPIRE', KEYS[4], ARGV[2])
return tonumber(ARGV[1])`;
