namespace Shouwang.Volunteers;

/// <summary>可叫的人: one of a reserve as the choice of a wave sees him.</summary>
public sealed record CallUpPerson
{
    /// <summary>Who.</summary>
    public required VolunteerId Volunteer { get; init; }

    /// <summary>His line on the list; smaller ones are asked first.</summary>
    public int Line { get; init; } = 1;

    /// <summary>When he was last called up; null for never. Whoever was not asked for longest comes first.</summary>
    public DateTimeOffset? LastCalled { get; init; }

    /// <summary>Skills that count on the day of the duty.</summary>
    public IReadOnlySet<string> Skills { get; init; } = new HashSet<string>();

    /// <summary>True when anything reaches him without somebody dialling.</summary>
    public bool HasChannel { get; init; } = true;

    /// <summary>What stands against calling him, or null.</summary>
    public Refusal? Barrier { get; init; }
}

/// <summary>被叫的人: who is asked in a wave, for which skill.</summary>
/// <param name="Volunteer">Who.</param>
/// <param name="Skill">Code of the skill, or <see cref="RecruitmentPlace.AnySkill"/>.</param>
/// <param name="HasChannel">True when a message reaches him.</param>
public sealed record CallUpPick(VolunteerId Volunteer, string Skill, bool HasChannel);

/// <summary>集结规则: how many places, whom a wave asks, and who is left in peace.</summary>
public static class CallUpRules
{
    /// <summary>Most people asked in one wave for each open place: hundreds are not alerted for one or two.</summary>
    public const int MostAskedPerPlace = 3;

    /// <summary>Pause after the duty, in minutes, before the next.</summary>
    public const int RestMinutes = 30;

    /// <summary>名额: people wanted and the margin, rounded up.</summary>
    public static int Places(int wanted, int marginPercent) => (int)(((long)wanted * marginPercent + 99) / 100);

    /// <summary>The next wave: who is asked for what, first line first, whoever was not asked for longest first.</summary>
    /// <remarks>Scarce skills choose first. Who has no channel is listed beyond the size of the wave: a wave asks as many as can answer.</remarks>
    /// <param name="people">Everybody of the reserve who has not been called yet.</param>
    /// <param name="needs">Places of the call-up.</param>
    /// <param name="waveSize">Most people with a channel.</param>
    public static IReadOnlyList<CallUpPick> Pick(IEnumerable<CallUpPerson> people, IEnumerable<CallUpNeed> needs, int waveSize)
    {
        var left = people.Where(person => person.Barrier is null).OrderBy(person => person.Line).ThenBy(person => person.LastCalled ?? DateTimeOffset.MinValue).ThenBy(person => person.Volunteer.Value).ToList();
        var picks = new List<CallUpPick>();
        var room = waveSize;
        foreach (var need in needs.Where(need => need.Open > 0).OrderBy(need => need.Skill == RecruitmentPlace.AnySkill).ThenBy(need => left.Count(person => Fits(person, need.Skill))).ThenBy(need => need.Skill, StringComparer.Ordinal))
        {
            var wanted = Math.Min(room, need.Open * MostAskedPerPlace);
            foreach (var person in left.Where(person => Fits(person, need.Skill)).ToList())
            {
                if (wanted <= 0) break;
                picks.Add(new CallUpPick(person.Volunteer, need.Skill, person.HasChannel));
                left.Remove(person);
                if (!person.HasChannel) continue;
                (wanted, room) = (wanted - 1, room - 1);
            }
        }
        return picks;
    }

    private static bool Fits(CallUpPerson person, string skill) => skill == RecruitmentPlace.AnySkill || person.Skills.Contains(skill);
}
