/** The slugs of the second level, as in config/subcategories.yaml (a test holds the two equal). */
export const SUBCATEGORY_SLUGS: readonly string[] = `
  licences-resale microsoft finance-erp hr-payroll crm-case-management procurement-contracts
  documents-records assets-facilities housing social-care revenues-benefits-planning library-culture
  education-admin justice-blue-light booking-payments sector-other websites-cms apps bespoke-systems
  discovery-design integration-apis testing agile-teams public-cloud hosting migration backup-recovery
  data-centre platforms-warehouse bi-analytics ai-ml automation gis-mapping data-supply soc-monitoring
  testing-assurance identity-access endpoint-network-security governance-risk wan-internet lan-wifi
  fibre-broadband cabling managed-network voice-uc mobile contact-centre radio-critical messaging
  laptops-desktops tablets servers-storage print peripherals payment-kiosk disposal-reuse
  managed-service service-desk application-support maintenance integration-management
  strategy-architecture programme-delivery business-analysis assurance-audit contractors
  patient-records imaging laboratory pharmacy primary-care telecare-telehealth population-health
  video-security body-worn access-control parking-traffic telematics sensors-iot building-systems
  smart-metering meeting-rooms digital-signage broadcast-streaming interactive-displays
  lecture-capture learning-platforms content it-training digital-inclusion simulation
`
  .trim()
  .split(/\s+/);
