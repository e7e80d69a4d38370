using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Shouwang.Organization;

namespace Shouwang.Host;

/// <summary>
/// Names the access a page or endpoint needs: the permission must be held somewhere. Where it is held, the use case asks.
/// Pages: <c>@attribute [Needs(typeof(OrganizationAccess), nameof(OrganizationAccess.SeeUnits))]</c>; endpoints: <c>.Needs(OrganizationAccess.SeeUnits)</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute : AuthorizeAttribute, IAuthorizationRequirementData, IAuthorizationRequirement
{
    public NeedsAttribute(Type access, string permission) : this((Permission)access.GetField(permission, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!) { }

    public NeedsAttribute(Permission permission) => Permission = permission;

    public Permission Permission { get; }

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>Grants what <see cref="NeedsAttribute"/> asks for to a caller who holds it anywhere.</summary>
sealed class NeedsHandler(CurrentCaller current) : AuthorizationHandler<NeedsAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NeedsAttribute requirement)
    {
        if (current.Rights.MayAnywhere(requirement.Permission)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

static class NeedsExtension
{
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Permission permission) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(new NeedsAttribute(permission));
}
