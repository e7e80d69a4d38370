namespace Shouwang.Volunteers;

public sealed class FindingOnePersonTwice
{
    private static readonly LikePerson Wang = new("王晓明", 1988, Gender.Male, "/1/2/", ["driving"]);

    [Theory]
    [InlineData("王晓明", 1988, Gender.Male, "/1/2/", 90)]
    [InlineData("王晓明", null, Gender.Unsaid, "/1/3/", 50)]
    [InlineData("王晓明", 1960, Gender.Male, "/1/2/", 25)]
    [InlineData("王晓明", 1988, Gender.Female, "/1/2/", 50)]
    [InlineData("王小名", 1988, Gender.Male, "/1/2/", 65)]
    [InlineData("王小名", null, Gender.Male, "/1/2/", 40)]
    [InlineData("李晓明", 1988, Gender.Male, "/1/2/", 40)]
    public void What_speaks_for_it_and_against_it_is_weighed(string name, int? born, Gender gender, string unit, int score)
    {
        var other = new LikePerson(name, born, gender, unit, []);
        Assert.Equal(score, Likeness.Of(Wang, other).Score);
        Assert.Equal(score, Likeness.Of(other, Wang).Score);
    }

    [Theory]
    [InlineData("王晓明", "王小名", true)]
    [InlineData("张丽华", "张莉花", true)]
    [InlineData("王晓明", "王大明", false)]
    [InlineData("王晓明", "汪晓明", false)]
    [InlineData("王明", "王晓明", false)]
    [InlineData("王㐀", "王㐁", false)]
    public void Names_sound_alike_by_their_initials(string one, string other, bool alike) => Assert.Equal(alike, Likeness.SoundsAlike(one, other));

    [Fact]
    public void A_merge_is_refused_where_it_would_join_two_people_or_give_rights()
    {
        var (kept, merged) = (Somebody.Active(), Somebody.Applied());
        Assert.Equal(["volunteers.merge.two-documents @merged", "volunteers.merge.leads-team @merged", "volunteers.merge.reason @reason"],
            VolunteerMerge.Make(Guid.NewGuid(), kept, merged, documents: true, leads: true, " ", DateTimeOffset.UnixEpoch).Refusals.Select(no => no.ToString()));
        Assert.Equal("volunteers.merge.same @merged", VolunteerMerge.Make(Guid.NewGuid(), kept, kept, false, false, "同一人", DateTimeOffset.UnixEpoch).Refusal!.ToString());
        var merge = VolunteerMerge.Make(Guid.NewGuid(), kept, merged, false, false, "同一人", DateTimeOffset.UnixEpoch).Value;
        Assert.Equal(VolunteerState.Left, merged.State);
        Assert.Equal("volunteers.merge.not-on-register @merged", VolunteerMerge.Make(Guid.NewGuid(), kept, merged, false, false, "同一人", DateTimeOffset.UnixEpoch).Refusal!.ToString());
        Assert.True(merge.Undo(kept, merged, DateTimeOffset.UnixEpoch).IsOk);
        Assert.Equal(VolunteerState.Applied, merged.State);
        Assert.Equal("volunteers.merge.undone-already", merge.Undo(kept, merged, DateTimeOffset.UnixEpoch).Refusal!.Code);
    }
}
