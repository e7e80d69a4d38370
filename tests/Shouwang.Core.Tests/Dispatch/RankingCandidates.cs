using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

public sealed class RankingCandidates
{
    private static readonly GeoPoint Home = new(39.9, 116.2);
    private static readonly MatchNeed Need = new(new Period(ANeed.Nine, ANeed.Nine.AddHours(1)), Home, "/1/2/3/", null, Urgency.Ordinary, null, null, NeedsPlace: true);

    private static readonly MatchCandidate Plain = new(ANeed.People[0], Home, "/1/2/9/", new HashSet<string>(), new HashSet<string> { "mandarin" }, Gender.Male, null, true, 0, 0, 0, null, 0, false, false);

    private static int Cost(MatchCandidate candidate, MatchNeed? need = null) => MatchRules.Judge(need ?? Need, candidate).Cost;

    private static MatchCandidate At(int metres) => Plain with { Place = Home with { Latitude = Home.Latitude + metres / 111_195.0 } };

    [Fact]
    public void The_nearer_comes_first() => Assert.InRange(Cost(At(1500)) - Cost(At(500)), 995, 1005);

    [Fact]
    public void An_unknown_place_counts_as_the_usual_distance() => Assert.Equal(MatchRules.UnknownDistanceMetres, Cost(Plain with { Place = null }));

    [Fact]
    public void By_phone_the_distance_does_not_count() => Assert.Equal(Cost(At(0), Need with { NeedsPlace = false }), Cost(At(50_000), Need with { NeedsPlace = false }));

    [Fact]
    public void Who_served_this_week_comes_later() => Assert.Equal(2 * MatchRules.MetresPerHourThisWeek, Cost(Plain with { MinutesThisWeek = 120 }) - Cost(Plain));

    [Fact]
    public void Who_served_or_was_asked_lately_comes_later()
    {
        Assert.Equal(3 * MatchRules.MetresPerRecentService, Cost(Plain with { ServicesLast30Days = 3 }) - Cost(Plain));
        Assert.Equal(3 * MatchRules.MetresPerRecentOffer, Cost(Plain with { OffersLast7Days = 3 }) - Cost(Plain));
    }

    [Fact]
    public void A_known_face_is_worth_a_detour_once()
    {
        Assert.Equal(-MatchRules.ContinuityMetres, Cost(Plain with { TimesWithResident = 1 }) - Cost(Plain));
        Assert.Equal(Cost(Plain with { TimesWithResident = 1 }), Cost(Plain with { TimesWithResident = 9 }));
    }

    [Fact]
    public void Wishes_of_the_resident_weigh_but_do_not_exclude()
    {
        var wished = Need with { WishedGender = Gender.Female, WishedLanguage = "hokkien" };
        Assert.Equal(2 * MatchRules.UnmetWishMetres, Cost(Plain, wished) - Cost(Plain with { Gender = Gender.Female, Languages = new HashSet<string> { "hokkien" } }, wished));
        Assert.Null(MatchRules.Judge(wished, Plain).Barrier);
    }

    [Fact]
    public void The_own_station_and_those_on_duty_come_first()
    {
        Assert.Equal(-MatchRules.SameStationMetres, Cost(Plain with { UnitPath = "/1/2/3/" }) - Cost(Plain));
        Assert.Equal(MatchRules.OffDutyMetres, Cost(Plain with { OnDuty = false }) - Cost(Plain));
    }

    [Fact]
    public void Short_rest_costs_and_good_rest_does_not()
    {
        Assert.Equal((MatchRules.GoodRestMinutes - 60) * 5, Cost(Plain with { MinutesSinceLastService = 60 }) - Cost(Plain));
        Assert.Equal(Cost(Plain), Cost(Plain with { MinutesSinceLastService = MatchRules.GoodRestMinutes }));
    }

    [Theory]
    [InlineData("dispatch.match.must-not-be-sent")]
    [InlineData("dispatch.match.already-asked")]
    [InlineData("dispatch.match.lacks-skill")]
    [InlineData("dispatch.match.too-far")]
    [InlineData("volunteers.booking.overlap")]
    public void What_excludes_is_said(string code)
    {
        var (need, candidate) = code switch
        {
            "dispatch.match.must-not-be-sent" => (Need, Plain with { MustNotBeSent = true }),
            "dispatch.match.already-asked" => (Need, Plain with { AlreadyAsked = true }),
            "dispatch.match.lacks-skill" => (Need with { Skill = "haircut" }, Plain),
            "dispatch.match.too-far" => (Need, At(MatchRules.FarthestMetres + 100)),
            _ => (Need, Plain with { Barrier = new Refusal("volunteers.booking.overlap") }),
        };
        Assert.Equal(code, MatchRules.Judge(need, candidate).Barrier?.Code);
    }

    [Fact]
    public void The_excluded_come_last_and_equals_always_in_the_same_order()
    {
        var crowd = ANeed.People.Select((id, i) => Plain with { Id = id, MustNotBeSent = i == 0 }).ToList();
        var first = MatchRules.Rank(Need, crowd).Select(r => r.Candidate.Id).ToList();
        Assert.Equal(first, MatchRules.Rank(Need, crowd.AsEnumerable().Reverse()).Select(r => r.Candidate.Id));
        Assert.Equal(ANeed.People[0], first[^1]);
    }

    [Fact]
    public void Reasons_are_read_as_they_were_written()
    {
        var reasons = MatchRules.Judge(Need, At(420) with { TimesWithResident = 2 }).Reasons;
        Assert.Equal(reasons.Select(r => (r.Reason, r.Value)), MatchReasons.Read(MatchReasons.Write(reasons)));
    }
}
