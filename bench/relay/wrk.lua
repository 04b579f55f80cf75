-- Many visitors, so that none of them asks more often than the relay lets one person ask; and a result in JSON.
local VISITORS = 4096
local requests = {}
local at = 0

init = function()
  for n = 0, VISITORS - 1 do
    wrk.headers["fly-client-ip"] = string.format("198.18.%d.%d", math.floor(n / 256), n % 256)
    requests[n] = wrk.format("GET")
  end
end

request = function()
  at = (at + 1) % VISITORS
  return requests[at]
end

done = function(summary, latency)
  local errors = summary.errors
  local slow, all = 0, 0
  for n = 1, #latency do
    local us, times = latency(n)
    all = all + times
    if us >= 40000 then slow = slow + times end
  end
  io.write(string.format(
    '\n{"requests":%d,"seconds":%.6f,"p50Ms":%.4f,"p99Ms":%.4f,"shareOver40Ms":%.6f,"failures":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, slow / math.max(all, 1),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
