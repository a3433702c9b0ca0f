import { stems } from '../../base/text/tokens.ts';

/** What suppliers say of themselves, whatever they sell. */
export const SUPPLIER_STEMS: ReadonlySet<string> = new Set(
  stems(`agency based bespoke build building business buy clients company consultancy consultants consulting create customers deliver deploy
    design designing develop doing experts firm fit fitting focus help hire implement implementing install installing integrate
    leading like looking make making offer office owned partner provide providing public recycle refurbish repair resell reseller
    rollout run running sector sell selling services setup small sme software specialise specialist startup supply support
    team teaching train training work working write writing years just really lots things stuff mainly mostly also including kit
    across whole private government everyone anyone people user across want need new second hand used small medium
    large local national uk organisations enterprise enterprises charities charity`),
);
