using Microsoft.AspNetCore.Identity;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>What a log-in gives: the session's token, whether the password must be changed first, and what else it waits for.</summary>
public sealed record LoggedIn(string Token, bool MustChangePassword, LogInStep? Awaits = null)
{
    /// <summary>The page where it goes on; null when nothing is owed.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Next => Awaits == LogInStep.SecondFactor ? "/log-in/second" : MustChangePassword ? "/password" : Awaits == LogInStep.Enrolment ? "/second-factor" : null;
}

/// <summary>
/// 登录: by name and password. A try is counted before it is looked at, under its name, its address and both; one that comes too soon
/// is answered without looking. A name that does not exist costs the same work and gets the same words.
/// </summary>
public sealed class LogIn(ShouwangDb db, UserManager<Account> users, Sessions sessions, SecondFactors factors, Guesses guesses, KnownDevices devices, SecretChecks checks, GuessNotes notes, CurrentCaller current, IdSource ids)
{
    // Nobody's password: checked when there is no such account, so that names cannot be found by the clock.
    private static string? decoy;

    public async Task<Result<LoggedIn>> Run(string? name, string? password, Doorstep door, CancellationToken cancel)
    {
        // Nothing was tried: neither looked at nor counted.
        if (string.IsNullOrWhiteSpace(name) || string.IsNullOrEmpty(password)) return new Refusal("organization.log-in.blank").At(string.IsNullOrWhiteSpace(name) ? "name" : "password");
        var wanted = users.NormalizeName(name is { Length: <= AccountRules.LongestName } ? name.Trim() : "");
        var account = await db.Accounts().AsNoTracking().FirstOrDefaultAsync(a => a.NormalizedUserName == wanted, cancel);
        var counts = await devices.Find(door, account?.Id ?? Guid.Empty, cancel) is { } device ? Guesses.On(device) : guesses.At(wanted!, door);
        if (await guesses.Closed(counts, cancel) is { } closed) return closed;

        using var turn = await checks.Turn(cancel);
        var taken = await guesses.Take(counts, cancel);
        if (taken.Refusal is { } no) return no;
        if (Verify(account, password is { Length: <= PasswordRules.Longest } ? password : "")) return await Open(account!.Id, door, counts, cancel);
        if (taken.Value.ClosedUntil is { } until) await notes.Write(account, until, cancel);
        return new Refusal("organization.log-in.wrong", ("most", LogInRules.MostWrong));
    }

    private bool Verify(Account? account, string password)
    {
        var nobody = new Account();
        decoy ??= users.PasswordHasher.HashPassword(nobody, ids.NewGuid().ToString());
        checks.Count("password");
        var verdict = users.PasswordHasher.VerifyHashedPassword(account ?? nobody, account?.PasswordHash ?? decoy, password);
        return account is { PasswordHash: not null, DisabledAt: null } && verdict != PasswordVerificationResult.Failed;
    }

    private async Task<Result<LoggedIn>> Open(Guid id, Doorstep door, IReadOnlyList<Guess> counts, CancellationToken cancel)
    {
        await guesses.WasRight(counts, cancel);
        return await db.Attempt<LoggedIn>(async () =>
        {
            // Read again: it may have been shut while the password was checked.
            var account = await db.Accounts().SingleAsync(a => a.Id == id, cancel);
            if (account.DisabledAt is not null) return new Refusal("organization.log-in.wrong", ("most", LogInRules.MostWrong));
            current.ActAs(new Caller(new Actor(ActorKind.Staff, account.Id), account.DisplayName, Rights.None));
            var awaits = await factors.Awaited(account.Id, cancel);
            var token = sessions.Open(ActorKind.Staff, account.Id, awaits);
            if (awaits is null) await devices.Remember(door, ActorKind.Staff, account.Id, cancel);
            db.Record(account, awaits is null ? "organization.log-in.done" : "organization.log-in.half", "account", account.Id);
            await db.SaveChangesAsync(cancel);
            return new LoggedIn(token, account.MustChangePassword, awaits);
        }, cancel);
    }
}

/// <summary>试探记录: notes in the ledger that a door was closed after wrong tries: at the account, or, where there is none, at the top of the house. Neither name nor address is written.</summary>
public sealed class GuessNotes(ShouwangDb db, CurrentCaller current, IdSource ids)
{
    public Task<Result<Done>> Write(Account? account, DateTimeOffset until, CancellationToken cancel) => db.Attempt<Done>(async () =>
    {
        current.ActAs(new Caller(Actor.System, "", Rights.None));
        var top = await db.Units().AsNoTracking().OrderBy(unit => unit.UnitPath).FirstAsync(cancel);
        if (account is not null) db.Record(account, "organization.log-in.locked", "account", account.Id, ("until", until));
        else db.Record(top, "organization.log-in.guessed", "log-in", ids.NewGuid(), ("until", until));
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }, cancel);
}
