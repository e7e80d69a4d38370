namespace Shouwang.Organization;

public sealed class AskingASecondPerson
{
    [Theory]
    [InlineData(Role.SystemAdministrator, UnitKind.Station, true)]
    [InlineData(Role.SecurityAdministrator, UnitKind.Institute, true)]
    [InlineData(Role.AuditAdministrator, UnitKind.Point, true)]
    [InlineData(Role.Clerk, UnitKind.Center, true)]
    [InlineData(Role.Leader, UnitKind.Institute, false)]
    [InlineData(Role.Clerk, UnitKind.Station, false)]
    public void Posts_anywhere_and_every_role_at_a_center_need_two(Role role, UnitKind at, bool two) => Assert.Equal(two, TwoPersonGrants.Need(role, at));

    [Theory]
    [InlineData(null)]
    [InlineData("   ")]
    [InlineData("好的 ")]
    public void A_reason_is_a_sentence(string? reason) => Assert.Equal("organization.two-person.reason", Ask(reason).Refusal!.Code);

    [Fact]
    public void It_runs_out_on_the_instant()
    {
        var request = Ask("接替离岗的同事").Value;
        Assert.Equal(TwoPersonState.Waiting, request.StateAt(request.ExpiresAt.AddTicks(-1)));
        Assert.Equal(TwoPersonState.Expired, request.StateAt(request.ExpiresAt));
        Assert.False(request.Confirm(TwoPersonGrants.Kind, Staff(2), request.ExpiresAt).IsOk);
    }

    [Fact]
    public void Neither_the_asker_nor_the_system_is_a_second_person()
    {
        var request = Ask("接替离岗的同事").Value;
        Assert.Equal("organization.two-person.same-person", request.Confirm(TwoPersonGrants.Kind, Staff(1), At).Refusal!.Code);
        Assert.Equal("organization.two-person.staff-only", request.Confirm(TwoPersonGrants.Kind, Actor.System, At).Refusal!.Code);
        Assert.Equal("organization.two-person.not-yours", request.Withdraw(TwoPersonGrants.Kind, Staff(2), At).Refusal!.Code);
    }

    private static readonly DateTimeOffset At = new(2022, 5, 6, 1, 0, 0, TimeSpan.Zero);

    private static Actor Staff(byte number) => new(ActorKind.Staff, new Guid(number, 0, 0, new byte[8]));

    private static Result<TwoPersonRequest> Ask(string? reason) =>
        TwoPersonRequest.Ask(new TwoPersonRequestId(Guid.Empty), TwoPersonGrants.Kind, new Place(), new SealedText("x"), reason, Staff(1), At);

    private sealed record Place : IInUnit
    {
        public UnitId UnitId => new(Guid.Empty);
        public string UnitPath => "/1/";
    }
}
