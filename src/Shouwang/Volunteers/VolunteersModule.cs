using System.CommandLine;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>The door of Volunteers: people, teams, their booked time, and the hours ledger.</summary>
public sealed class VolunteersModule : Module
{
    public override string Chinese => "志愿者";

    public override IReadOnlyList<AccessRule> Access => VolunteersAccess.Rules;

    public override IEnumerable<TabEntry> Tabs =>
    [
        new(30, "时长", "clock", "/my/hours"),
        new(40, "我", "user", "/my/profile"),
    ];

    public override IEnumerable<MenuEntry> Menu =>
    [
        new(20, "志愿者", "users", "/volunteers", VolunteersAccess.See, MenuGroups.People, "g v"),
        new(22, "时长台账", "clock", "/hours", VolunteersAccess.See, MenuGroups.People, "g h"),
        new(23, "招募令", "speakerphone", "/recruitment", VolunteersAccess.See, MenuGroups.People, "g z"),
        new(24, "服务协议", "report", "/agreements", VolunteersAccess.ManageAgreements, MenuGroups.People),
        new(25, "保险", "shield-check", "/insurance", VolunteersAccess.See, MenuGroups.People),
        new(21, "志愿队伍", "user-check", "/teams", VolunteersAccess.See, MenuGroups.People, "g g"),
        new(26, "预备队", "users", "/reserves", VolunteersAccess.See, MenuGroups.People),
        new(27, "集结", "flame", "/call-ups", VolunteersAccess.See, MenuGroups.People, "g j"),
    ];

    public override IEnumerable<Type> Finders => [typeof(PeopleFinder)];

    public override IEnumerable<Type> Deeds => [typeof(PlainExportByTwo)];

    public override IEnumerable<Type> Figures => [typeof(VolunteersFigures), typeof(CallUpFigures)];

    public override void MapEndpoints(IEndpointRouteBuilder routes) => VolunteersEndpoints.Map(routes);

    public override IEnumerable<Command> Commands() => [ImportVolunteersCommand.Make()];

    public override IEnumerable<JobEntry> Jobs =>
    [
        new("volunteer-imports", TimeSpan.FromSeconds(2), (services, cancel) => services.GetRequiredService<RunImports>().Run(cancel)),
        new("forget-codes", TimeSpan.FromHours(1), (services, cancel) => services.GetRequiredService<SendOneTimeCode>().Sweep(cancel)),
        new("call-ups", TimeSpan.FromSeconds(5), (services, cancel) => services.GetRequiredService<RunCallUps>().Run(cancel)),
    ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<VolunteerWords>();
        services.AddSingleton(_ => WorkingDays.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "working-days", "china.csv"))));
        services.AddScoped<ICallerSource, VolunteerCallers>();
        foreach (var useCase in UseCases) services.AddScoped(useCase);
    }

    private static readonly Type[] UseCases =
    [
        typeof(DutyBook), typeof(VolunteerDesk), typeof(TeamDesk), typeof(HoursLedger), typeof(MyRecord),
        typeof(SignUp), typeof(SendOneTimeCode), typeof(LogInByPhone), typeof(AnswerSignUp), typeof(ChangeVolunteerState), typeof(ChangeVolunteer),
        typeof(RevealPhone), typeof(SwitchDuty), typeof(MakeTeam), typeof(ChangeTeam), typeof(JoinTeam), typeof(LeaveTeam), typeof(DissolveTeam),
        typeof(ConfirmHours), typeof(CorrectHours), typeof(VolunteerBoard), typeof(VolunteerCard), typeof(TeamBoard), typeof(VolunteersFigures), typeof(HoursBoard),
        typeof(CheckCodes), typeof(CertificateBook), typeof(CertificateDesk), typeof(IssueCertificate), typeof(RevokeCertificate), typeof(PrintCertificate), typeof(BadgeKeys), typeof(Badges),
        typeof(AnswerCorrection), typeof(CorrectionBoard), typeof(HoursRuleBook), typeof(SetHoursRules), typeof(StarBook), typeof(StarNotices), typeof(PutUpStar), typeof(AwardStar), typeof(WithdrawStar),
        typeof(IdentityDesk), typeof(NoteIdentity), typeof(ForgetIdentity), typeof(RevealIdentity),
        typeof(RecruitmentSeats), typeof(OpenCalls), typeof(CallBoard), typeof(CallDesk), typeof(EnterCall), typeof(PublishCall), typeof(ChangeCallNeed), typeof(CloseCall), typeof(WithdrawFromCall),
        typeof(ReserveDesk), typeof(ReserveBoard), typeof(MakeReserve), typeof(ChangeReserve), typeof(FillReserve), typeof(LeaveReserve), typeof(DissolveReserve),
        typeof(CallUpDesk), typeof(CallUpBoard), typeof(CallUpPeople), typeof(CallUpPlaces), typeof(CallUpNotices), typeof(CallUpFigures), typeof(StartCallUp), typeof(AnswerCallUp), typeof(ResumeCallUp),
        typeof(EndCallUp), typeof(MyCallUps), typeof(RunCallUps), typeof(LookAtCallUp),
        typeof(MakeCalendarLink), typeof(CloseCalendarLink), typeof(CalendarFeed),
        typeof(ImportFile), typeof(ImportDesk), typeof(UploadImport), typeof(CheckImport), typeof(StartImport), typeof(CancelImport), typeof(UndoImport),
        typeof(RunImports), typeof(SweepImports), typeof(WriteImport), typeof(ImportBatch), typeof(TakeBackImport),
        typeof(MergeDesk), typeof(MergeVolunteers), typeof(UndoMerge), typeof(MovedRows), typeof(FindDuplicatePeople),
        typeof(RecordsDue), typeof(CopyMyRecord),
        typeof(StandingBook), typeof(ConditionDesk), typeof(NoteBirth), typeof(NoteMinorBasis), typeof(WithdrawMinorBasis), typeof(RevealGuardian),
        typeof(AgreementBoard), typeof(PublishAgreement), typeof(EndAgreement), typeof(SignAgreement), typeof(PolicyBoard), typeof(PolicyDesk), typeof(EnterPolicy), typeof(EndPolicy), typeof(CoverVolunteer), typeof(UncoverVolunteer),
        typeof(AskPlainExport), typeof(FetchPlainExport), typeof(PlainExportBoard),
    ];
}
