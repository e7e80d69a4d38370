using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>A new account and the password for its first log-in, which nobody sees again.</summary>
public sealed record OpenedAccount(Guid Id, string Name, string OneTimePassword);

/// <summary>开设账号: by the system administrator of the unit or of one above. The account may do nothing until a role is granted.</summary>
public sealed class OpenAccount(ShouwangDb db, UserManager<Account> users, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    public async Task<Result<OpenedAccount>> Run(string? name, string? displayName, string? unitCode, CancellationToken cancel)
    {
        var refusals = AccountRules.Check(name?.Trim(), displayName).ToList();
        var unit = await db.UnitByCode(unitCode ?? "", cancel);
        if (unit is null) refusals.Add(new Refusal("organization.unit.unknown", ("code", unitCode)).At("unit"));
        else if (current.Lacks(OrganizationAccess.ManageAccounts, unit.Path) is { } no) return no;
        else if (!unit.IsOpenOn(LocalTime.Today(clock))) refusals.Add(new Refusal("organization.unit.closed", ("name", unit.Name)).At("unit"));
        if (refusals.Count > 0) return refusals;
        return await Save(name!.Trim(), displayName!.Trim(), unit!, cancel);
    }

    private async Task<Result<OpenedAccount>> Save(string name, string displayName, Unit unit, CancellationToken cancel)
    {
        var taken = new Refusal("organization.account.name-taken").At("name");
        if (await users.FindByNameAsync(name) is not null) return taken;
        var account = new Account { Id = ids.NewGuid(), UserName = name, NormalizedUserName = users.NormalizeName(name), DisplayName = displayName, UnitId = unit.Id, UnitPath = unit.UnitPath };
        var password = OneTimePassword.New();
        account.SetPassword(users.PasswordHasher.HashPassword(account, password), oneTime: true, ids.NewGuid().ToString());
        db.Accounts().Add(account);
        db.Record(account, "organization.account.opened", "account", account.Id);
        try { await db.SaveChangesAsync(cancel); }
        catch (DbUpdateException clash) when (Conflict.Of(clash) is not null)
        {
            db.ChangeTracker.Clear();
            return taken;
        }
        return new OpenedAccount(account.Id, name, password);
    }
}

/// <summary>一次性密码: 80 bits, in groups that can be read aloud.</summary>
static class OneTimePassword
{
    public static string New() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("23456789abcdefghjkmnpqrstuvwxyz", 4)));
}
