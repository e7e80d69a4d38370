using System.CommandLine;
using System.Text.Json;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>account: the first accounts of a new house, and help for an administrator who has lost his password. Who can run it owns the server.</summary>
static class AccountCommand
{
    public static Command Make() => new("account", "Open the first accounts; reset a password") { Create(), Reset() };

    private static Command Create()
    {
        var name = new Option<string>("--name") { Description = "Log-in name", Required = true };
        var shown = new Option<string?>("--shown-as") { Description = "The person's name on pages; the log-in name when left out" };
        var role = new Option<Role>("--role") { Description = "Role to grant: " + string.Join(", ", Enum.GetNames<Role>()), Required = true };
        var unit = new Option<string>("--unit") { Description = "Code of the unit", Required = true };
        var verb = CommandLine.Verb("create", "Open an account with a role and print its one-time password", name, shown, role, unit, CommandLine.Json);
        verb.Runs((parsed, cancel) => CommandLine.InHouse(parsed, async (house, stop) =>
        {
            ActForTheServer(house);
            var (db, code) = (house.GetRequiredService<ShouwangDb>(), parsed.GetValue(unit)!);
            var opened = await db.Attempt(async () =>
            {
                var account = await house.GetRequiredService<OpenAccount>().Run(parsed.GetValue(name), parsed.GetValue(shown) ?? parsed.GetValue(name), code, stop);
                if (!account.IsOk) return account;
                var granted = await house.GetRequiredService<GrantRole>().Run(new WantedGrant(account.Value.Id, parsed.GetValue(role), code, null), null, stop);
                return granted.Then(_ => account.Value);
            }, stop);
            return Tell(house, parsed, opened);
        }, cancel));
        return verb;
    }

    private static Command Reset()
    {
        var name = new Option<string>("--name") { Description = "Log-in name", Required = true };
        var factor = new Option<bool>("--second-factor") { Description = "Take the second factor away as well: phone and recovery codes are lost" };
        var verb = CommandLine.Verb("reset", "Give an account a new one-time password and end its log-ins", name, factor, CommandLine.Json);
        verb.Runs((parsed, cancel) => CommandLine.InHouse(parsed, async (house, stop) =>
        {
            ActForTheServer(house);
            var wanted = parsed.GetValue(name)!.ToUpperInvariant();
            var id = await house.GetRequiredService<ShouwangDb>().Accounts().Where(a => a.NormalizedUserName == wanted).Select(a => a.Id).FirstOrDefaultAsync(stop);
            if (parsed.GetValue(factor) && (await house.GetRequiredService<ResetSecondFactor>().Run(id, null, stop)).Refusal is { } no) return Tell(house, parsed, Result<OpenedAccount>.Refuse([no]));
            return Tell(house, parsed, await house.GetRequiredService<ResetPassword>().Run(id, stop));
        }, cancel));
        return verb;
    }

    // The person at the server's keyboard may do what both administrators may; the ledger names the system.
    internal static void ActForTheServer(IServiceProvider house) => house.GetRequiredService<CurrentCaller>().ActAs(new Caller(Actor.System, "",
        new Rights([new HeldRole(Role.SystemAdministrator, "/", null), new HeldRole(Role.SecurityAdministrator, "/", null)], Rooms.AccessRules, house.GetRequiredService<TimeProvider>().GetUtcNow())));

    private static int Tell(IServiceProvider house, ParseResult parsed, Result<OpenedAccount> opened) =>
        Tell(house, parsed, opened, account => $"{account.Name}\none-time password: {account.OneTimePassword}\nIt must be changed at the first log-in.");

    /// <summary>Prints what was made, for people or for programs, or why it was not.</summary>
    internal static int Tell<T>(IServiceProvider house, ParseResult parsed, Result<T> result, Func<T, string> words)
    {
        if (!result.IsOk)
        {
            foreach (var refusal in result.Refusals) Console.Error.WriteLine(house.GetRequiredService<RefusalTexts>().Of(refusal));
            return 1;
        }
        Console.WriteLine(parsed.GetValue(CommandLine.Json) ? JsonSerializer.Serialize(result.Value, JsonSerializerOptions.Web) : words(result.Value));
        return 0;
    }
}
