/**
 * What happens to the one entry that says who holds the tunnel, each in one step. KEYS[1]: the entry, "CLAIM
 * MACHINE ADDRESS". Claims are ordered by Redis's own clock, so that they stay so when all it knew was lost.
 */

/** ARGV: machine and address, life, channel. Whoever claims last holds it. Returns the entry. */
export const CLAIM = `
local time = redis.call('TIME')
local entry = time[1] .. string.format('%06d', time[2]) .. ' ' .. ARGV[1]
redis.call('SET', KEYS[1], entry, 'PX', ARGV[2])
redis.call('PUBLISH', ARGV[3], entry)
return entry`;

/** ARGV: own entry, life, channel. A newer claim of another's stays. Returns the entry that holds now. */
export const RENEW = `
local now = redis.call('GET', KEYS[1])
if now and now > ARGV[1] then return now end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if now ~= ARGV[1] then redis.call('PUBLISH', ARGV[3], ARGV[1]) end
return ARGV[1]`;

/** ARGV: an entry, channel. It goes if it is still this one. */
export const DROP = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('PUBLISH', ARGV[2], '')
return 1`;
