using Microsoft.AspNetCore.Identity;
using Shouwang.Dispatch;
using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Demo;

/// <summary>A log-in of the demo.</summary>
public sealed record DemoLogIn(string Name, string Who, string Where);

/// <summary>Builds the demo district: the real unit tree of 石景山区, made-up staff, volunteers, teams and addresses.</summary>
sealed class DemoDistrict(
    ShouwangDb db, ImportDivisions divisions, StandardMenu menu, UserManager<Account> users, VolunteerWords volunteerWords, OrderWords orderWords, IdSource ids, TimeProvider clock)
{
    public const string Center = "110107";
    private const string Institute = "110107003";
    private readonly Random chance = new(20221106);

    public async Task<IReadOnlyList<DemoLogIn>> Build(int people, int doors, string password, IProgress<(string What, double Share)> progress, CancellationToken cancel)
    {
        var data = Path.Combine(AppContext.BaseDirectory, "data");
        var imported = await divisions.Run(Path.Combine(data, "divisions"), [Center], null, null, cancel);
        if (!imported.IsOk) throw new InvalidOperationException(imported.Refusal!.ToString());
        await Locate(MadeUpPlaces.Read(data), cancel);
        _ = (await menu.Run(Center, cancel)).Value;
        var logIns = await Staff(password, cancel);
        var stations = await db.Units().AsNoTracking().Where(u => u.Kind == UnitKind.Station).OrderBy(u => u.Code).ToListAsync(cancel);
        await People(stations, people, progress, cancel);
        await Conditions(cancel);
        await Doors(stations, doors, progress, cancel);
        return logIns;
    }

    // Disinfection has a risk: it wants an agreement and an insurance. Most who can do it have signed; the others are shown with what is missing.
    private async Task Conditions(CancellationToken cancel)
    {
        const string risky = "disinfection";
        var (center, now, today) = (await db.Units().AsNoTracking().FirstAsync(u => u.Code == Center, cancel), clock.GetUtcNow(), LocalTime.Today(clock));
        var terms = StandardMenu.Items.Single(item => item.Code == risky).Terms with { Conditions = new ServiceConditions { HasRisk = true, RiskNotice = "消毒剂刺激眼睛和呼吸道。戴护目镜、口罩、手套；出现不适马上离开并报告站点。", MinimumAge = 18 } };
        _ = (await db.Menu().SingleAsync(item => item.UnitId == center.Id && item.Code == risky, cancel)).Change(terms).Value;
        const string words = "一、志愿者自愿参加，可以随时退出。\n二、服务前由站点讲清风险，发给防护用品，办好意外保险。\n三、服务中听从站点安排，不适马上停止。\n四、发生意外，站点协助就医和理赔。";
        var text = AgreementText.Publish(ids.New<AgreementTextId>(), center, AgreementKind.Risk, words, 0, now).Value;
        db.AgreementTexts().Add(text);
        db.InsurancePolicies().Add(InsurancePolicy.Enter(ids.New<InsurancePolicyId>(), center, new PolicyTerms("样例财产保险公司", "YL-2026-0107", today, today.AddYears(1), CoversEverybody: true)).Value);
        await db.SaveChangesAsync(cancel);
        var able = await db.Volunteers().AsNoTracking().Where(v => v.Skills.Any(s => s.Code == risky)).OrderBy(v => v.Number).ToListAsync(cancel);
        foreach (var one in able.Where((_, number) => number % 5 != 4)) db.AgreementSignatures().Add(AgreementSignature.Sign(text, one, ConsentMeans.Online, now).Value);
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private async Task Locate(MadeUpPlaces places, CancellationToken cancel)
    {
        var number = 0;
        foreach (var unit in await db.Units().OrderBy(u => u.Code).ToListAsync(cancel))
        {
            var place = unit.Kind switch
            {
                UnitKind.Station => places.OfStation(unit.Code),
                UnitKind.Institute => places.OfStreet(unit.Code),
                _ => new GeoPoint(39.9066, 116.2229),
            };
            _ = unit.Locate(place, $"010-0000-{number++:0000}").Value;
        }
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private async Task<List<DemoLogIn>> Staff(string password, CancellationToken cancel)
    {
        var station = await db.Units().Where(u => u.Kind == UnitKind.Station && u.Code.StartsWith(Institute)).OrderBy(u => u.Code).Select(u => u.Code).FirstAsync(cancel);
        (string Name, string Who, string Unit, Role[] Roles)[] staff =
        [
            ("diaodu", "区中心调度员 周敏", Center, [Role.Dispatcher]),
            ("zhongxin", "区中心工作人员 何静", Center, [Role.Clerk]),
            ("fuzeren", "区中心负责人 梁文", Center, [Role.Leader]),
            ("suo", "八角街道所调度员 韩雪", Institute, [Role.Dispatcher, Role.Clerk]),
            ("zhan", "社区站工作人员 马丽", station, [Role.Clerk]),
            ("louzhang", "楼栋长 丁海", station, [Role.BuildingHead]),
            ("duizhang", "队长 范勇", station, [Role.TeamLeader]),
            ("xitong", "系统管理员 石磊", Center, [Role.SystemAdministrator]),
            ("anquan", "安全管理员 陆婷", Center, [Role.SecurityAdministrator]),
            ("shenji", "审计管理员 孔明", Center, [Role.AuditAdministrator]),
        ];
        var units = await db.Units().Where(u => u.Code == Center || u.Code == Institute || u.Code == station).ToDictionaryAsync(u => u.Code, cancel);
        foreach (var (name, who, code, roles) in staff)
        {
            var unit = units[code];
            var account = new Account { Id = ids.NewGuid(), UserName = name, NormalizedUserName = users.NormalizeName(name), DisplayName = who.Split(' ')[1], UnitId = unit.Id, UnitPath = unit.UnitPath };
            account.SetPassword(users.PasswordHasher.HashPassword(account, password), oneTime: false, ids.NewGuid().ToString());
            db.Accounts().Add(account);
            db.Record(account, "organization.account.opened", "account", account.Id);
            foreach (var role in roles)
                db.RoleGrants().Add(RoleGrant.Grant(ids.New<RoleGrantId>(), new AccountId(account.Id), role, unit, clock.GetUtcNow(), null, Actor.System).Value);
        }
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        return [.. staff.Select(s => new DemoLogIn(s.Name, s.Who, units[s.Unit].Name))];
    }

    private async Task People(List<Unit> stations, int people, IProgress<(string, double)> progress, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var corps = await Corps(now, cancel);
        var number = 0;
        for (var i = 0; i < stations.Count; i++)
        {
            var station = stations[i];
            var team = Team.Make(ids.New<TeamId>(), station, corps[station.Code[..9]], Short(station.Name) + "志愿服务队", TeamKind.Team, null, now).Value;
            db.Teams().Add(team);
            var share = people * (i + 1) / stations.Count - people * i / stations.Count;
            var members = Enumerable.Range(0, share).Select(_ => Person(station, number++, now)).ToList();
            db.Volunteers().AddRange(members);
            foreach (var member in members) db.TeamMembers().Add(team.Join(member.Id, now).Value);
            await db.SaveChangesAsync(cancel);
            if (members.Count > 0) _ = team.Change(team.Name, members[0].Id).Value;
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
            progress.Report(("志愿者和队伍", (i + 1.0) / stations.Count));
        }
    }

    private async Task<Dictionary<string, Team>> Corps(DateTimeOffset now, CancellationToken cancel)
    {
        var center = await db.Units().AsNoTracking().FirstAsync(u => u.Code == Center, cancel);
        var corps = Team.Make(ids.New<TeamId>(), center, null, "石景山志愿服务总队", TeamKind.Corps, null, now).Value;
        db.Teams().Add(corps);
        var branches = new Dictionary<string, Team>();
        foreach (var street in await db.Units().AsNoTracking().Where(u => u.Kind == UnitKind.Institute).OrderBy(u => u.Code).ToListAsync(cancel))
        {
            branches[street.Code] = Team.Make(ids.New<TeamId>(), street, corps, Short(street.Name) + "支队", TeamKind.Branch, null, now).Value;
            db.Teams().Add(branches[street.Code]);
        }
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        return branches;
    }

    private Volunteer Person(Unit station, int number, DateTimeOffset now)
    {
        var (name, woman) = MadeUpPeople.Name(chance);
        var phone = MadeUpPeople.VolunteerPhone(number);
        var skills = SkillCatalog.All.Where(_ => chance.NextDouble() < 0.12).Select(skill => skill.Code).ToList();
        var when = MadeUpPeople.Weighted([("any", 62), ("workdays", 14), ("evenings", 12), ("weekends", 12)], chance);
        var volunteer = Volunteer.Apply(ids.New<VolunteerId>(), $"SW{number + 1:00000000}", station, new VolunteerDetails
        {
            Name = name, Phone = volunteerWords.SealPhone(phone), PhoneIndex = volunteerWords.PhoneIndex(phone), Gender = woman ? Gender.Female : Gender.Male,
            BirthYear = now.Year - 18 - chance.Next(55), Skills = skills, Languages = chance.NextDouble() < 0.06 ? ["mandarin", LanguageCatalog.All[1 + chance.Next(LanguageCatalog.All.Count - 1)].Code] : ["mandarin"],
            Availability = AvailabilityPresets.Windows(when), Place = Scatter(station.Place),
        }, approved: true, now).Value;
        if (chance.NextDouble() < 0.3) _ = volunteer.GoOnDuty(null, now).Value;
        return volunteer;
    }

    private GeoPoint? Scatter(GeoPoint? middle) => middle is { } m ? new GeoPoint(m.Latitude + (chance.NextDouble() - 0.5) * 0.008, m.Longitude + (chance.NextDouble() - 0.5) * 0.01) : null;

    private async Task Doors(List<Unit> stations, int doors, IProgress<(string, double)> progress, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        for (var i = 0; i < stations.Count; i++)
        {
            var station = stations[i];
            var share = doors * (i + 1) / stations.Count - doors * i / stations.Count;
            var places = MadeUpPlaces.Doors(station.Code, Short(station.Name), station.Place!.Value, share).ToList();
            var codes = places.Select(door => DoorCode.Make(ids.New<DoorCodeId>(), station, DoorCodeKind.Door, orderWords.DoorCodeHash(OrderWords.NewCode()),
                orderWords.SealDoorAddress(door.Address), orderWords.DoorAddressIndex(door.Address), door.Place, now)).ToList();
            // Four hundred codes of one station are one event, not four hundred.
            codes.ForEach(code => code.FactsWritten());
            await DoorBulk.Insert(db, codes, cancel);
            db.Record(station, "dispatch.door-codes.made", "unit", station.Id.Value, ("count", codes.Count));
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
            progress.Report(("地址和门码", (i + 1.0) / stations.Count));
        }
    }

    private static string Short(string name) => name.Replace("新时代文明实践站", "", StringComparison.Ordinal).Replace("新时代文明实践所", "", StringComparison.Ordinal);
}
