namespace Shouwang.Organization;

public sealed class ChoosingAPassword
{
    [Theory]
    [InlineData("Short-1", "organization.password.too-short")]
    [InlineData("lowercaseonly", "organization.password.too-plain")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaa", "organization.password.too-plain")]
    [InlineData("My-wangmin-2022", "organization.password.holds-name")]
    [InlineData("MY-WANGMIN-2022", "organization.password.holds-name")]
    public void Weak_ones_are_refused(string password, string code) => Assert.Equal(code, PasswordRules.Check(password, "wangmin")!.Code);

    [Theory]
    [InlineData("Kai-Hua-2022")]
    [InlineData("春天的八角北里很好看啊真的很好看")]
    [InlineData("four words make a long one")]
    public void Three_sorts_or_length_will_do(string password) => Assert.Null(PasswordRules.Check(password, "wangmin"));

    [Fact]
    public void A_novel_is_too_long() => Assert.Equal("organization.password.too-long", PasswordRules.Check(new string('x', 129), "wangmin")!.Code);
}

public sealed class KeepingTheThreePostsApart
{
    [Theory]
    [InlineData(Role.SystemAdministrator, Role.SecurityAdministrator)]
    [InlineData(Role.SecurityAdministrator, Role.AuditAdministrator)]
    [InlineData(Role.AuditAdministrator, Role.SystemAdministrator)]
    public void Nobody_holds_two_of_them(Role held, Role wanted) => Assert.Equal("organization.grant.posts-apart", AdministratorPosts.Separate(wanted, [Role.Clerk, held])!.Code);

    [Fact]
    public void The_same_post_at_two_units_is_one_post() => Assert.Null(AdministratorPosts.Separate(Role.AuditAdministrator, [Role.AuditAdministrator]));

    [Fact]
    public void Other_roles_stay_free() => Assert.Null(AdministratorPosts.Separate(Role.Dispatcher, [Role.SystemAdministrator]));
}
