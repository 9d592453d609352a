package leaderboard

import (
	"context"

	"github.com/redis/go-redis/v9"
)

// What a script says.
const (
	saidDone     = "done"
	saidLost     = "lost"     // rows that this process knows of are not there
	saidReplaced = "replaced" // somebody else wrote in between
)

// Both scripts look and write in one step. So no writing that was held up on its way can undo a later one, and none is taken by a
// Redis that has forgotten the ones before it.

// update writes some rows, and notes their version if it is an earlier one, if the writer's last writing is the one that it says. A writing that came twice is done once.
var update = redis.NewScript(`
local writer, epoch, own, n = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local had = redis.call('HMGET', KEYS[1], 'epoch', writer)
if not had[1] then return 'lost' end
if tonumber(had[1]) > tonumber(epoch) then return 'replaced' end
if had[1] ~= epoch then return 'lost' end
local last = had[2] or ''
if last == n then return 'done' end
if last ~= own then return 'lost' end
if tonumber(redis.call('HGET', KEYS[1], 'version') or 0) > tonumber(ARGV[8]) then redis.call('HSET', KEYS[1], 'version', ARGV[8]) end
for i = 9, #ARGV, 2000 do
  redis.call('HSET', KEYS[2], unpack(ARGV, i, math.min(i + 1999, #ARGV)))
end
redis.call('HSET', KEYS[1], writer, n, 'as_of', ARGV[5], 'token', ARGV[6])
redis.call('PUBLISH', ARGV[7], ARGV[6])
return 'done'
`)

// replace puts the rows under KEYS[3] in place of all there are, if nobody has written since their state was read.
var replace = redis.NewScript(`
local writer, expected, count, token = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[7]
local had = redis.call('HGET', KEYS[1], 'token') or ''
if had == token then return 'done' end
if had ~= expected then
  redis.call('DEL', KEYS[3])
  return 'replaced'
end
if redis.call('HLEN', KEYS[3]) ~= count then return 'lost' end
if count > 0 then
  redis.call('RENAME', KEYS[3], KEYS[2])
  redis.call('PERSIST', KEYS[2])
else
  redis.call('DEL', KEYS[2])
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'epoch', ARGV[4], writer, ARGV[5], 'as_of', ARGV[6], 'token', token, 'version', ARGV[9])
redis.call('PUBLISH', ARGV[8], token)
return 'done'
`)

func (b *Boards) run(ctx context.Context, script *redis.Script, campaign string, more []string, args ...any) (string, error) {
	return script.Run(ctx, b.client, append([]string{stateKey(campaign), rowsKey(campaign)}, more...), args...).Text()
}
