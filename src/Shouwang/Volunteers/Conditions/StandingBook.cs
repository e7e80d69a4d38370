namespace Shouwang.Volunteers;

/// <summary>What is on record of some volunteers, read once: ages of those who may be minors, on what basis they serve, what they signed, how they are insured.</summary>
public sealed class Standings
{
    internal Dictionary<VolunteerId, KnownBirth> Births { get; } = [];
    internal Dictionary<VolunteerId, MinorBasisInForce> Bases { get; } = [];
    internal List<(AgreementKind Kind, string UnitPath, AgreementTextId Id)> Texts { get; } = [];
    internal HashSet<(AgreementTextId, VolunteerId)> Signed { get; } = [];
    internal List<InsurancePolicy> Policies { get; } = [];
    internal HashSet<(InsurancePolicyId, VolunteerId)> Named { get; } = [];

    /// <summary>One volunteer's standing for a service at a unit on a day.</summary>
    /// <param name="who">Who.</param>
    /// <param name="registeredAt">Path of the unit where he is registered: its policies cover him.</param>
    /// <param name="servesAt">Path of the unit whose service it is: its texts are to be signed.</param>
    /// <param name="day">The day of the service.</param>
    public VolunteerStanding Of(VolunteerId who, string registeredAt, string servesAt, DateOnly day)
    {
        var texts = Texts.Count == 0 ? [] : TextsAt(servesAt);
        return new(
            Births.TryGetValue(who, out var birth) ? birth : null, Bases.TryGetValue(who, out var basis) ? basis : null,
            texts.Where(text => Signed.Contains((text.Value, who))).Select(text => text.Key).ToHashSet(), texts.Keys.ToHashSet(),
            Policies.Any(policy => policy.Covers(registeredAt, Named.Contains((policy.Id, who)), day)));
    }

    /// <summary>True when somebody among these is not known to be a minor on that day.</summary>
    public bool HasAdult(IEnumerable<VolunteerId> people, DateOnly day) => people.Any(who => !Births.TryGetValue(who, out var birth) || birth.AgeOn(day) >= ConditionRules.AgeOfMajority);

    /// <summary>True when one of those read is known to be under fourteen on that day.</summary>
    public bool AnyChild(DateOnly day) => Births.Values.Any(birth => birth.AgeOn(day) < ConditionRules.ChildUnder);

    // Of each kind the text of the nearest unit above.
    private Dictionary<AgreementKind, AgreementTextId> TextsAt(string path) =>
        Texts.Where(text => path.StartsWith(text.UnitPath, StringComparison.Ordinal)).GroupBy(text => text.Kind).ToDictionary(kind => kind.Key, kind => kind.MaxBy(text => text.UnitPath.Length).Id);
}

/// <summary>资格簿: reads what the rules of service ask about volunteers. What nothing asks for is not read.</summary>
public sealed class StandingBook(ShouwangDb db)
{
    /// <param name="people">Of whom.</param>
    /// <param name="asked">What the services demand.</param>
    /// <param name="first">The first day of service in question.</param>
    /// <param name="last">The last one.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<Standings> Read(IQueryable<Volunteer> people, IReadOnlyCollection<ServiceConditions> asked, DateOnly first, DateOnly last, CancellationToken cancel)
    {
        var standings = new Standings();
        var ids = people.Select(v => v.Id);
        await ReadAges(standings, asked.Any(what => what.MinimumAge is not null) ? people : MaybeMinors(people, first), cancel);
        if (standings.Births.Count > 0) await ReadBases(standings, ids, cancel);
        var kinds = asked.SelectMany(what => what.Agreements).Distinct().ToList();
        if (kinds.Count > 0) await ReadAgreements(standings, kinds, ids, cancel);
        if (asked.Any(what => what.NeedsInsurance)) await ReadPolicies(standings, ids, first, last, cancel);
        return standings;
    }

    /// <summary>Adds the ages of some more people to what was read.</summary>
    public Task AddAges(Standings standings, IReadOnlyCollection<VolunteerId> ids, DateOnly first, CancellationToken cancel) =>
        ReadAges(standings, MaybeMinors(db.Volunteers().Where(v => ids.Contains(v.Id)), first), cancel);

    private IQueryable<Volunteer> MaybeMinors(IQueryable<Volunteer> people, DateOnly day)
    {
        var adultIfBorn = day.AddYears(-ConditionRules.AgeOfMajority);
        var year = adultIfBorn.Year;
        return people.Where(v => v.BirthDate > adultIfBorn || v.BirthYear >= year || db.Identities().Any(i => i.VolunteerId == v.Id && i.BirthDate > adultIfBorn));
    }

    // A document says it best, then the day that was told, then the year.
    private async Task ReadAges(Standings standings, IQueryable<Volunteer> people, CancellationToken cancel)
    {
        var known = await people.AsNoTracking().Select(v => new
        {
            v.Id, v.BirthDate, v.BirthYear, OnDocument = db.Identities().Where(i => i.VolunteerId == v.Id).Select(i => (DateOnly?)i.BirthDate).FirstOrDefault(),
        }).ToListAsync(cancel);
        foreach (var one in known)
            if (KnownBirth.Of(one.OnDocument ?? one.BirthDate, one.BirthYear) is { } birth) standings.Births[one.Id] = birth;
    }

    private async Task ReadBases(Standings standings, IQueryable<VolunteerId> ids, CancellationToken cancel)
    {
        var bases = await db.MinorBases().AsNoTracking().Where(b => b.WithdrawnAt == null && ids.Contains(b.VolunteerId)).Select(b => new { b.VolunteerId, b.Kind, b.CoversData }).ToListAsync(cancel);
        foreach (var basis in bases) standings.Bases[basis.VolunteerId] = new(basis.Kind, basis.CoversData);
    }

    private async Task ReadAgreements(Standings standings, List<AgreementKind> kinds, IQueryable<VolunteerId> ids, CancellationToken cancel)
    {
        var texts = await db.AgreementTexts().AsNoTracking().Where(t => t.EndedAt == null && kinds.Contains(t.Kind)).Select(t => new { t.Kind, t.UnitPath, t.Id }).ToListAsync(cancel);
        standings.Texts.AddRange(texts.Select(text => (text.Kind, text.UnitPath, text.Id)));
        var inForce = texts.ConvertAll(text => text.Id);
        var signed = await db.AgreementSignatures().AsNoTracking().Where(s => inForce.Contains(s.TextId) && ids.Contains(s.VolunteerId)).Select(s => new { s.TextId, s.VolunteerId }).ToListAsync(cancel);
        standings.Signed.UnionWith(signed.Select(one => (one.TextId, one.VolunteerId)));
    }

    private async Task ReadPolicies(Standings standings, IQueryable<VolunteerId> ids, DateOnly first, DateOnly last, CancellationToken cancel)
    {
        standings.Policies.AddRange(await db.InsurancePolicies().AsNoTracking().Where(p => p.EndedAt == null && p.From <= last && p.Until >= first).ToListAsync(cancel));
        var policies = standings.Policies.Where(policy => !policy.CoversEverybody).Select(policy => policy.Id).ToList();
        if (policies.Count == 0) return;
        var named = await db.InsuredVolunteers().AsNoTracking().Where(i => policies.Contains(i.PolicyId) && ids.Contains(i.VolunteerId)).ToListAsync(cancel);
        standings.Named.UnionWith(named.Select(one => (one.PolicyId, one.VolunteerId)));
    }
}
