using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Shouwang.Organization;

namespace Shouwang.Host;

/// <summary>Server-sent events for open pages: <c>change</c> (what to load again), <c>ping</c> (the time), <c>end</c> (log in again).</summary>
static class LiveEndpoint
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(4);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/live", Live).RequireAuthorization();

    private static ServerSentEventsResult<object> Live(HttpContext http, ChangeFeed feed, CurrentCaller caller, IServiceScopeFactory scopes, TimeProvider clock, IHostApplicationLifetime life, CancellationToken cancel) =>
        TypedResults.ServerSentEvents(Events(http.User, feed, caller.Caller, scopes, clock, life.ApplicationStopping, cancel));

    private static async IAsyncEnumerable<SseItem<object>> Events(
        ClaimsPrincipal user, ChangeFeed feed, Caller caller, IServiceScopeFactory scopes, TimeProvider clock, CancellationToken closing, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return Ping(clock);
        var reach = Reach.Of([.. caller.Rights.Held.Select(role => role.UnitPath), .. caller.Rights.Shares.Select(share => share.FromPath)]);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancel, closing);
        var changes = feed.Listen(leaving.Token).GetAsyncEnumerator(leaving.Token);
        var next = changes.MoveNextAsync().AsTask();
        try
        {
            var beat = Task.Delay(Beat, clock, cancel);
            while (!cancel.IsCancellationRequested)
            {
                var first = await Task.WhenAny(next, beat);
                if (closing.IsCancellationRequested) yield break; // the page asks again, and another process answers
                if (first == beat)
                {
                    // The beat looks whether the session and the roles still are what they were: a revoked right ends an open page.
                    if (!await StillTheSame(user, caller, scopes, cancel))
                    {
                        yield return new SseItem<object>(new { }, "end");
                        yield break;
                    }
                    yield return Ping(clock);
                    beat = Task.Delay(Beat, clock, cancel);
                    continue;
                }
                if (!await next) yield break;
                if (reach.Covers(changes.Current.UnitPath)) yield return new SseItem<object>(News(changes.Current), "change");
                next = changes.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // The listener must have come to rest before it can be put away.
            await leaving.CancelAsync();
            await next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await changes.DisposeAsync();
        }
    }

    private static SseItem<object> Ping(TimeProvider clock) => new(new { at = clock.GetUtcNow() }, "ping");

    private static object News(Change change) => new { kind = change.Kind, id = change.Id, unit = change.UnitPath, version = change.Version };

    private static async Task<bool> StillTheSame(ClaimsPrincipal user, Caller before, IServiceScopeFactory scopes, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var session = Guid.Parse(user.FindFirstValue(SessionHandler.SessionClaim)!);
        if (!await scope.ServiceProvider.GetRequiredService<Sessions>().IsOpen(session, cancel)) return false;
        var now = await scope.ServiceProvider.GetRequiredService<Callers>().Find(user, cancel);
        return now is not null && now.Rights.Held.OrderBy(role => role.ToString(), StringComparer.Ordinal)
            .SequenceEqual(before.Rights.Held.OrderBy(role => role.ToString(), StringComparer.Ordinal))
            && now.Rights.Shares.Select(share => share.FromPath).Order(StringComparer.Ordinal).SequenceEqual(before.Rights.Shares.Select(share => share.FromPath).Order(StringComparer.Ordinal));
    }
}
