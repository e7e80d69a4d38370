using System.CommandLine;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>The door of Organization: units, accounts, roles with reach, sessions.</summary>
public sealed class OrganizationModule : Module
{
    public override string Chinese => "组织";

    public override IReadOnlyList<AccessRule> Access => OrganizationAccess.Rules;

    public override IEnumerable<MenuEntry> Menu =>
    [
        new(60, "单位", "building-community", "/units", OrganizationAccess.SeeUnits, MenuGroups.Network, "g u"),
        new(64, "共享与互助", "heart-handshake", "/sharing", OrganizationAccess.SeeShares, MenuGroups.Network),
        new(61, "账号", "users", "/accounts", OrganizationAccess.ManageAccounts, MenuGroups.Network, "g a"),
        new(62, "角色", "shield-check", "/roles", OrganizationAccess.GrantRoles, MenuGroups.Network, "g r"),
        new(63, "伙伴密钥", "key", "/keys", OrganizationAccess.ManageKeys, MenuGroups.Network, "g k"),
        new(65, "第二验证要求", "lock", "/second-factor/rules", OrganizationAccess.ManageSecondFactors, MenuGroups.Network),
        new(64, "双人复核", "user-check", "/two-person", OrganizationAccess.SecondPersons, MenuGroups.Network, "g w"),
        new(50, "统计", "chart-bar", "/figures", OrganizationAccess.SeeFigures, MenuGroups.Overview, "g s"),
        new(90, "事实账", "history", "/facts", OrganizationAccess.ReadFacts, MenuGroups.System, "g f"),
    ];

    public override IEnumerable<JobEntry> Jobs => [new("forget-guesses", TimeSpan.FromHours(1), (services, cancel) => services.GetRequiredService<Guesses>().Sweep(cancel))];

    public override IEnumerable<Type> Finders => [typeof(UnitFinder)];

    public override IEnumerable<Type> Deeds => [typeof(GrantRoleByTwo), typeof(ResetSecondFactorByTwo)];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Sessions>();
        services.AddScoped<Callers>();
        services.AddScoped<ChosenUnit>();
        services.AddScoped<ActorNames>();
        services.AddSingleton<SecretChecks>();
        services.AddScoped<Guesses>().AddScoped<GuessNotes>().AddScoped<KnownDevices>();
        services.AddScoped<SecondFactors>().AddScoped<MySecondFactor>().AddScoped<StartSecondFactor>().AddScoped<ConfirmSecondFactor>().AddScoped<PassSecondFactor>();
        services.AddScoped<RenewRecoveryCodes>().AddScoped<RemoveSecondFactor>().AddScoped<ResetSecondFactor>();
        services.AddScoped<RequireSecondFactor>().AddScoped<EndSecondFactorRule>().AddScoped<SecondFactorBoard>();
        services.AddScoped<LogIn>().AddScoped<LogOut>().AddScoped<ChangePassword>();
        services.AddScoped<AccountKeeping>().AddScoped<OpenAccount>().AddScoped<ResetPassword>().AddScoped<DisableAccount>().AddScoped<EndSessions>();
        services.AddScoped<ImportDivisions>().AddScoped<ImportUnits>().AddScoped<UnitKeeping>().AddScoped<UnitTree>().AddScoped<UnitDetails>();
        services.AddScoped<OpenUnit>().AddScoped<RenameUnit>().AddScoped<LocateUnit>().AddScoped<MoveUnit>().AddScoped<CloseUnit>().AddScoped<ReopenUnit>();
        services.AddScoped<AccountBoard>().AddScoped<RoleBoard>().AddScoped<FactBook>().AddScoped<FindAnything>().AddScoped<FigureBoard>();
        services.AddScoped<GrantRole>().AddScoped<RevokeRole>();
        services.AddScoped<AskSecondPerson>().AddScoped<AnswerSecondPerson>().AddScoped<WithdrawSecondPerson>().AddScoped<TwoPersonBoard>();
        services.AddScoped<ShareBoard>().AddScoped<ProposeShare>().AddScoped<AnswerShare>().AddScoped<EndShare>();
        services.AddScoped<MakePartnerKey>().AddScoped<RevokePartnerKey>().AddScoped<PartnerKeyBoard>().AddScoped<PartnerKeys>();
        services.AddIdentityCore<Account>(identity => identity.User.AllowedUserNameCharacters = "").AddEntityFrameworkStores<ShouwangDb>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 210_000); // OWASP's figure for PBKDF2 with SHA-512
        services.AddScoped<IAuthorizationHandler, NeedsHandler>();
        services.AddAuthentication(Sessions.Scheme).AddScheme<AuthenticationSchemeOptions, SessionHandler>(Sessions.Scheme, null);
        services.AddAuthorization();
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        ChosenUnitEndpoint.Map(routes);
        SessionEndpoints.Map(routes);
        OrganizationEndpoints.Map(routes);
        PartnerKeyEndpoints.Map(routes);
        TwoPersonEndpoints.Map(routes);
        ShareEndpoints.Map(routes);
        FigureEndpoints.Map(routes);
    }

    public override IEnumerable<Command> Commands() => [AccountCommand.Make(), KeyCommand.Make(), ImportCommand.Make()];
}
