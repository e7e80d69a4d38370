using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

static class DispatchTables
{
    public const string OnePlaceOneVolunteer = "assignments_one_place_one_volunteer", OneVolunteerOnePlace = "assignments_one_volunteer_one_place";

    public static DbSet<ServiceOrder> Orders(this ShouwangDb db) => db.Set<ServiceOrder>();
    public static DbSet<Offer> Offers(this ShouwangDb db) => db.Set<Offer>();
    public static DbSet<Assignment> Assignments(this ShouwangDb db) => db.Set<Assignment>();
    public static DbSet<Review> Reviews(this ShouwangDb db) => db.Set<Review>();
    public static DbSet<FollowUp> FollowUps(this ShouwangDb db) => db.Set<FollowUp>();
    public static DbSet<MenuItem> Menu(this ShouwangDb db) => db.Set<MenuItem>();
    public static DbSet<DoorCode> DoorCodes(this ShouwangDb db) => db.Set<DoorCode>();
    public static DbSet<Exclusion> Exclusions(this ShouwangDb db) => db.Set<Exclusion>();
    public static DbSet<OrderPhoto> OrderPhotos(this ShouwangDb db) => db.Set<OrderPhoto>();
    public static DbSet<DispatchSettings> DispatchSettings(this ShouwangDb db) => db.Set<DispatchSettings>();

    /// <summary>The order with everybody who was asked and everybody who took a place, to be changed; null when there is none.</summary>
    public static Task<ServiceOrder?> OrderToChange(this ShouwangDb db, OrderId id, CancellationToken cancel) =>
        db.Orders().Include(order => order.Offers).Include(order => order.Assignments).Include(order => order.Reviews)
            .AsSplitQuery().FirstOrDefaultAsync(order => order.Id == id, cancel);

    internal sealed class OrderMapping : IEntityTypeConfiguration<ServiceOrder>, IEntityTypeConfiguration<Offer>, IEntityTypeConfiguration<Assignment>, IEntityTypeConfiguration<Review>
    {
        public void Configure(EntityTypeBuilder<ServiceOrder> order)
        {
            order.ToTable("orders");
            order.HasKey(o => o.Id);
            order.Ignore(o => o.Planned).Ignore(o => o.Location).Ignore(o => o.FreePlaces).Ignore(o => o.IsAtTheTop);
            order.HasIndex(o => o.Number).IsUnique();
            order.HasIndex(o => o.TrackingHash).IsUnique();
            order.HasIndex(o => new { o.PhoneIndex, o.PlacedAt });
            order.HasIndex(o => new { o.AddressIndex, o.PlacedAt });
            order.HasIndex(o => new { o.UnitPath, o.PlacedAt });
            // The board reads open orders only, however many closed ones there are.
            order.HasIndex(o => new { o.DueAt, o.Number }, "orders_open_by_due").HasFilter("closed_at is null");
            // Holds all that the counts on top of the board ask for.
            order.HasIndex(o => new { o.UnitPath, o.State, o.Kind, o.Urgency, o.DueAt }, "orders_open_by_unit").HasFilter("closed_at is null");
            order.HasIndex(o => o.ExceptionSince, "orders_exceptions").HasFilter("exception_since is not null");
            order.HasIndex(o => o.NextLookAt, "orders_next_look").HasFilter("next_look_at is not null");
            order.HasIndex(o => o.CompletedAt);
            order.HasIndex(o => o.PlacedAt, "orders_from_partners").HasFilter("source = 'Partner'");
            order.HasOne<Unit>().WithMany().HasForeignKey(o => o.UnitId).OnDelete(DeleteBehavior.Restrict);
            order.HasOne<MenuItem>().WithMany().HasForeignKey(o => o.MenuItemId).OnDelete(DeleteBehavior.Restrict);
            order.HasMany(o => o.Offers).WithOne().HasForeignKey(offer => offer.OrderId);
            order.HasMany(o => o.Assignments).WithOne().HasForeignKey(assignment => assignment.OrderId);
            order.HasMany(o => o.Reviews).WithOne().HasForeignKey(review => review.OrderId);
        }

        public void Configure(EntityTypeBuilder<Offer> offer)
        {
            offer.ToTable("offers");
            offer.HasKey(o => o.Id);
            offer.HasIndex(o => new { o.VolunteerId, o.OfferedAt });
            offer.HasOne<Volunteer>().WithMany().HasForeignKey(o => o.VolunteerId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<Assignment> assignment)
        {
            assignment.ToTable("assignments", table => table.HasCheckConstraint("assignments_place", "place >= 1"));
            assignment.HasKey(a => a.Id);
            assignment.Ignore(a => a.IsHeld).Ignore(a => a.Planned);
            const string held = "state in ('Accepted', 'OnTheWay', 'CheckedIn', 'Finished')";
            assignment.HasIndex(a => new { a.OrderId, a.Place }, OnePlaceOneVolunteer).IsUnique().HasFilter(held);
            assignment.HasIndex(a => new { a.OrderId, a.VolunteerId }, OneVolunteerOnePlace).IsUnique().HasFilter(held);
            // The two above hold only places that are held; whoever loads an order asks for all of them.
            assignment.HasIndex(a => a.OrderId);
            assignment.HasIndex(a => new { a.VolunteerId, a.From });
            assignment.HasOne<Volunteer>().WithMany().HasForeignKey(a => a.VolunteerId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<Review> review)
        {
            review.ToTable("reviews", table => table.HasCheckConstraint("reviews_stars", "stars between 1 and 5"));
            review.HasKey(r => r.Id);
            review.Ignore(r => r.IsBad);
            review.HasIndex(r => r.OrderId);
        }
    }

    internal sealed class MenuMapping : IEntityTypeConfiguration<MenuItem>, IEntityTypeConfiguration<DoorCode>, IEntityTypeConfiguration<FollowUp>, IEntityTypeConfiguration<DispatchSettings>,
        IEntityTypeConfiguration<Exclusion>, IEntityTypeConfiguration<OrderPhoto>
    {
        public void Configure(EntityTypeBuilder<MenuItem> item)
        {
            item.ToTable("menu_items");
            item.Ignore(i => i.Conditions);
            foreach (var condition in new[] { nameof(MenuItem.HasRisk), nameof(MenuItem.IsLargeEvent), nameof(MenuItem.IsLongTerm), nameof(MenuItem.IsOutsidePlace), nameof(MenuItem.WantsAgreement), nameof(MenuItem.WantsInsurance) })
                item.Property(condition).HasDefaultValue(false);
            item.HasKey(i => i.Id);
            item.HasIndex(i => new { i.UnitId, i.Code }).IsUnique();
            item.HasOne<Unit>().WithMany().HasForeignKey(i => i.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<DoorCode> code)
        {
            code.ToTable("door_codes");
            code.HasKey(c => c.Id);
            code.HasIndex(c => c.CodeHash).IsUnique();
            code.HasIndex(c => new { c.UnitPath, c.Kind });
            code.HasIndex(c => c.AddressIndex, "door_codes_one_in_force").IsUnique().HasFilter("revoked_at is null");
            code.HasOne<Unit>().WithMany().HasForeignKey(c => c.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<FollowUp> followUp)
        {
            followUp.ToTable("follow_ups");
            followUp.HasKey(f => f.Id);
            followUp.HasIndex(f => f.OrderId);
            followUp.HasIndex(f => new { f.UnitPath, f.DueAt }, "follow_ups_open").HasFilter("closed_at is null");
            followUp.HasOne<ServiceOrder>().WithMany().HasForeignKey(f => f.OrderId);
        }

        public void Configure(EntityTypeBuilder<Exclusion> exclusion)
        {
            exclusion.ToTable("exclusions");
            exclusion.HasKey(e => e.Id);
            exclusion.HasIndex(e => new { e.PhoneIndex, e.VolunteerId }, "exclusions_one_in_force").IsUnique().HasFilter("lifted_at is null");
            exclusion.HasOne<Volunteer>().WithMany().HasForeignKey(e => e.VolunteerId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<OrderPhoto> photo)
        {
            photo.ToTable("order_photos");
            photo.HasKey(p => p.Id);
            photo.HasIndex(p => p.OrderId);
            photo.HasOne<ServiceOrder>().WithMany().HasForeignKey(p => p.OrderId);
            photo.HasOne<Volunteer>().WithMany().HasForeignKey(p => p.VolunteerId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<DispatchSettings> settings)
        {
            settings.ToTable("dispatch_settings");
            settings.HasKey(s => s.UnitId);
            settings.Ignore(s => s.Policy);
            settings.HasOne<Unit>().WithMany().HasForeignKey(s => s.UnitId);
        }
    }
}
